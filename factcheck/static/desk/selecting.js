// Words that are selected in a text become the exact words of a form: the pieces, and where they stand in code points.

const codePoints = (text) => [...text].length;

function edge(paragraph, node, offset) {
  const range = document.createRange();
  range.setStart(paragraph, 0);
  range.setEnd(node, offset);
  return Number(paragraph.dataset.start) + codePoints(range.toString());
}

function within(paragraph, range) {
  const part = document.createRange();
  part.selectNodeContents(paragraph);
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
  const text = part.toString();
  if (!text.trim()) return null;
  const start = edge(paragraph, part.startContainer, part.startOffset) + codePoints(text) - codePoints(text.trimStart());
  return { text: text.trim(), span: [start, start + codePoints(text.trim())] };
}

function pieces(area) {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return [];
  const range = selection.getRangeAt(0);
  return [...area.querySelectorAll("[data-start]")]
    .filter((paragraph) => range.intersectsNode(paragraph))
    .map((paragraph) => within(paragraph, range))
    .filter(Boolean);
}

function take(form, found) {
  const offsets = form.elements.offsets;
  const spans = found.map((piece) => piece.span);
  if (form.elements.passage) {
    form.elements.passage.value = found.map((piece) => piece.text).join("\n");
    offsets.value = JSON.stringify([[spans[0][0], spans.at(-1)[1]]]);
    return;
  }
  const field = form.elements.pieces;
  field.value = [field.value.trim(), ...found.map((piece) => piece.text)].filter(Boolean).join("\n");
  offsets.value = JSON.stringify([...JSON.parse(offsets.value || "[]"), ...spans]);
  if (!form.elements.text.value.trim()) form.elements.text.value = found.map((piece) => piece.text).join(" … ");
}

function show(form) {
  const folded = form.closest("details:not([open])");
  if (folded) folded.open = true;
  const next = form.elements.text ?? form.querySelector("[name=stance]");
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
}

// No browser lets a selection begin on a link, and most words of an article are links to the notes of their claims.
// So they stop being links and go on acting as such, unless words were selected.
function loosen(link) {
  const target = link.hash;
  const follow = () => {
    if (getSelection().isCollapsed) location.hash = target;
  };
  link.removeAttribute("href");
  link.tabIndex = 0;
  link.setAttribute("role", "link");
  link.addEventListener("click", follow);
  link.addEventListener("keydown", (event) => {
    if (event.key === "Enter") follow();
  });
}

for (const area of document.querySelectorAll("[data-selectable]")) {
  const target = document.querySelector(area.dataset.selectable);
  const form = target.matches("form") ? target : target.querySelector("form");
  const bar = document.querySelector(`.selection[data-for="${area.dataset.selectable}"]`);
  area.querySelectorAll("[data-start] a[href]").forEach(loosen);
  let found = [];
  document.addEventListener("selectionchange", () => {
    const now = pieces(area);
    if (!now.length && bar?.contains(document.activeElement)) return;
    found = now;
    if (bar) {
      bar.hidden = !found.length;
      bar.querySelector("q").textContent = found.map((piece) => piece.text).join(" … ");
    } else if (found.length) take(form, found);
  });
  bar?.querySelector("[data-take]").addEventListener("click", () => {
    take(form, found);
    bar.hidden = true;
    getSelection().removeAllRanges();
    show(form);
  });
}
