// Asks how far the work is, and goes on when it is done. Without it the page reloads itself.

const EVERY_MS = 500;

async function look() {
  let answer;
  try {
    answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  } catch {
    return setTimeout(look, EVERY_MS * 3);
  }
  if (answer.redirected) return location.replace(answer.url);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.getElementById("progress");
  const said = document.getElementById("progress");
  if (!now || !page.querySelector("script[src*='waiting']")) return location.reload();
  if (now.textContent !== said.textContent) said.textContent = now.textContent;
  setTimeout(look, EVERY_MS);
}

setTimeout(look, EVERY_MS / 2);
