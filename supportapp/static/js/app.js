// Small courtesies on top of pages that work without any script.
const say = (words) => { document.getElementById("say").textContent = words; };

document.documentElement.classList.add("js");
document.getElementById("problems")?.focus();

// After a swap the focus goes where the answer says: to what took the place of the button, or to the problem.
document.addEventListener("htmx:afterSwap", (event) => {
  const next = event.detail.elt.querySelector?.("[autofocus]") ?? document.querySelector("#problems[autofocus]");
  next?.focus();
});

// An answer that is no page part: the words stay where they are, and the person is told.
document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  if (status === 401) return;
  say(document.body.dataset.sorry);
});
document.addEventListener("htmx:sendError", () => say(document.body.dataset.offline));

// When something was written, as this phone says; the server writes down when it came.
document.addEventListener("submit", (event) => {
  const box = event.target.elements?.namedItem("written_at");
  if (box) box.value = new Date().toISOString();
});
