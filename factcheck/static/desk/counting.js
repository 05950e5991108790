// How many characters are left in a field that has a most, said below it. Characters are code points, as they are stored.

for (const field of document.querySelectorAll("[data-most]")) {
  const said = document.createElement("p");
  said.className = "aside figures";
  said.setAttribute("aria-live", "polite");
  field.after(said);
  const count = () => {
    const left = Number(field.dataset.most) - [...field.value.trim()].length;
    said.textContent = (left < 0 ? field.dataset.over : field.dataset.left).replace("{count}", Math.abs(left));
    said.classList.toggle("error", left < 0);
  };
  field.addEventListener("input", count);
  count();
}
