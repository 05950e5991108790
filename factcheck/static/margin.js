// Points at both: the words of a claim and its note, when one of them is pointed at or has the focus.

const parts = [...document.querySelectorAll("[data-claim]")];
const claimsOf = (part) => part.dataset.claim.split(" ");

function point(target) {
  const at = target instanceof Element ? target.closest("[data-claim]") : null;
  const claims = at ? claimsOf(at) : [];
  for (const part of parts) {
    part.classList.toggle("is-pointed", claimsOf(part).some((claim) => claims.includes(claim)));
  }
}

document.addEventListener("pointerover", (event) => point(event.target));
document.addEventListener("focusin", (event) => point(event.target));
