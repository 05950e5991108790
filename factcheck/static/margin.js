// The words of a claim and its note: each is shown with the other when it is pointed at, has the focus, or is linked to.

const parts = [...document.querySelectorAll("[data-claim]")];
const claimsOf = (part) => part.dataset.claim.split(" ");

function point(target) {
  const at = target instanceof Element ? target.closest("[data-claim]") : null;
  const claims = at ? claimsOf(at) : [];
  for (const part of parts) {
    part.classList.toggle("is-pointed", claimsOf(part).some((claim) => claims.includes(claim)));
  }
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
