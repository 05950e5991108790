// Single keys. They never act while somebody types or holds another key, and can be switched off (WCAG 2.1.4).

const OFF = "factcheck-keys-off";
const rows = [...document.querySelectorAll("[data-row]")];
const toggle = document.querySelector("[data-keys-switch]");
const aimed = document.getElementById(decodeURIComponent(location.hash.slice(1)));
let at = rows.findIndex((row) => row.classList.contains("is-current") || row === aimed);

function move(step) {
  if (!rows.length) return;
  rows[at]?.classList.remove("is-current");
  at = Math.min(Math.max(at + step, 0), rows.length - 1);
  rows[at].classList.add("is-current");
  const row = rows[at];
  const link = row.querySelector("[data-first] :is(a, button)") ?? row.querySelector("a, button") ?? row;
  link.focus({ preventScroll: true });
  rows[at].scrollIntoView({ block: "nearest" });
}

// The row that has the focus is the one that keys act on, however the focus got there.
document.addEventListener("focusin", (event) => {
  const row = rows.indexOf(event.target.closest("[data-row]"));
  if (row < 0) return;
  rows[at]?.classList.remove("is-current");
  at = row;
  rows[at].classList.add("is-current");
});

function help() {
  const keys = document.querySelector("details.keys");
  if (keys) {
    keys.open = !keys.open;
    keys.querySelector("summary").focus();
  }
}

function press(key) {
  const scope = rows[at]?.querySelector(`[data-key="${CSS.escape(key)}"]`);
  const target = scope ?? document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return false;
  if (target.matches("input:not([type=checkbox], [type=radio]), select, textarea")) target.focus();
  else target.click();
  return true;
}

function act(key) {
  if (key === "j") move(1);
  else if (key === "k") move(at < 0 ? 1 : -1);
  else if (key === "?") help();
  else return press(key);
  return true;
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");
  const held = event.ctrlKey || event.metaKey || event.altKey;
  if (typing || held || event.repeat && event.key !== "j" && event.key !== "k" || event.key.length > 1) return;
  if (localStorage.getItem(OFF) === null && act(event.key)) event.preventDefault();
});

if (toggle) {
  toggle.closest("label").hidden = false;
  toggle.checked = localStorage.getItem(OFF) === null;
  toggle.addEventListener("change", () => {
    if (toggle.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  });
}
