// Every page that has all the words; titles first, then by how often the words are there.
const field = document.getElementById("search");
const found = document.getElementById("found");
const up = document.body.dataset.up;

function rank(page, words) {
  const title = page[1].toLowerCase(), text = page[2].toLowerCase();
  let sum = 0;
  for (const word of words) {
    const times = text.split(word).length - 1;
    if (times === 0 && !title.includes(word)) return 0;
    sum += Math.min(times, 20) + (title.includes(word) ? 100 : 0);
  }
  return sum;
}

function excerpt(text, word) {
  const at = Math.max(0, text.toLowerCase().indexOf(word) - 40);
  return (at > 0 ? "… " : "") + text.slice(at, at + 140) + " …";
}

function search() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  const hits = words.length === 0 ? [] : pages.map(page => [rank(page, words), page]).filter(hit => hit[0] > 0)
    .sort((a, b) => b[0] - a[0]).slice(0, 12);
  found.hidden = words.length === 0;
  found.replaceChildren(...(hits.length === 0 && words.length > 0 ? [document.createTextNode("nothing")] : hits.map(([, page]) => {
    const item = document.createElement("li"), link = document.createElement("a"), text = document.createElement("small");
    link.href = up + page[0];
    link.textContent = page[1];
    text.textContent = excerpt(page[2], words[0]);
    item.append(link, text);
    return item;
  })));
}

field.addEventListener("input", search);
const asked = new URLSearchParams(location.search).get("q");
if (asked) {
  field.value = asked;
  search();
}
