// A form is sent once, however often its button is pressed. Coming back to the page lets it be sent again.

const sent = new WeakSet();

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  if (sent.has(event.target)) event.preventDefault();
  sent.add(event.target);
});

window.addEventListener("pageshow", () => {
  for (const form of document.forms) sent.delete(form);
});
