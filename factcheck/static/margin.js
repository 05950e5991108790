// The words of a claim and its note: each is shown with the other when it is pointed at, has the focus, or is linked to.
// At the desk the words that a claim borrows from elsewhere in the text are shown with them.

const claimsOf = (part) => part.dataset.claim.split(" ");
const partsOf = new Map();
const lentTo = new Map();
for (const part of document.querySelectorAll("[data-claim]")) {
  for (const claim of claimsOf(part)) partsOf.set(claim, [...(partsOf.get(claim) ?? []), part]);
}
for (const part of document.querySelectorAll("[data-lent]")) {
  for (const claim of part.dataset.lent.split(" ")) lentTo.set(claim, [...(lentTo.get(claim) ?? []), part]);
}
let pointed = new Set();
let lent = [];

function point(target) {
  const at = target instanceof Element ? target.closest("[data-claim]") : null;
  const now = new Set(at ? claimsOf(at).flatMap((claim) => partsOf.get(claim) ?? []) : []);
  for (const part of pointed) if (!now.has(part)) part.classList.remove("is-pointed");
  for (const part of now) part.classList.add("is-pointed");
  pointed = now;
  for (const part of lent) part.classList.remove("is-lent");
  lent = at ? claimsOf(at).flatMap((claim) => lentTo.get(claim) ?? []) : [];
  for (const part of lent) part.classList.add("is-lent");
}

function unfold() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = target && target.closest("details:not([open])");
  if (folded) {
    folded.open = true;
    target.scrollIntoView({ block: "nearest" });
  }
}

document.addEventListener("pointerover", (event) => point(event.target));
document.addEventListener("focusin", (event) => point(event.target));
window.addEventListener("hashchange", unfold);
unfold();
