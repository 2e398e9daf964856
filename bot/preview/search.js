// Shows only the items that contain every typed word. Without this script, the whole page is shown.
(() => {
  const form = document.getElementById("search");
  const field = document.getElementById("words");
  const found = document.getElementById("found");
  const items = [...document.querySelectorAll(".item")].map((item) => ({ item, text: folded(item.textContent) }));
  const sections = [...document.querySelectorAll("main > section")];

  function folded(text) {
    return text.toLocaleLowerCase("nb").replace(/\s+/g, " ");
  }

  function show() {
    const words = folded(field.value).split(" ").filter(Boolean);
    let count = 0;
    for (const { item, text } of items) {
      item.hidden = !words.every((word) => text.includes(word));
      count += item.hidden ? 0 : 1;
    }
    for (const section of sections) {
      section.hidden = words.length > 0 && !section.querySelector(".item:not([hidden])");
    }
    document.body.classList.toggle("searching", words.length > 0);
    found.textContent = words.length === 0 ? "" : count === 1 ? "1 place" : `${count} places`;
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", show);
  // A link to an item that the search has hidden clears the search.
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.closest("[hidden]")) {
      field.value = "";
      show();
      target.scrollIntoView();
    }
  });
  show();
})();
