// An ordinary eOffice page: lists documents, collects attachments, sends a reply. It knows nothing of the extension.

/** @param {string} text */
function cell(text) {
  const element = document.createElement("td");
  element.textContent = text;
  return element;
}

/** One row of the list; the attachment is a plain link, as in most systems. */
function row(entry) {
  const link = document.createElement("a");
  link.href = entry.path;
  link.textContent = entry.fileName;
  const files = document.createElement("td");
  files.append(link);
  const element = document.createElement("tr");
  element.append(cell(entry.number), cell(entry.date), cell(entry.about), cell(entry.from), files);
  return element;
}

async function showDocuments() {
  const answer = await fetch("/api/documents");
  const entries = await answer.json();
  document.querySelector("#documents").replaceChildren(...entries.map(row));
}

const attachments = [];
const input = document.querySelector("#attachment");
const list = document.querySelector("#attached");

document.querySelector("#choose").addEventListener("click", () => input.click());

input.addEventListener("change", () => {
  for (const file of input.files) {
    attachments.push(file);
    const entry = document.createElement("li");
    entry.textContent = file.name;
    list.append(entry);
  }
  // Emptied, so that the same file can be chosen again.
  input.value = "";
});

document.querySelector("#reply-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const fields = new FormData(event.target);
  fields.delete("attachment");
  for (const file of attachments) fields.append("attachment", file);
  const answer = await fetch("/api/replies", { method: "POST", body: fields });
  document.querySelector("#sent").textContent = answer.ok
    ? `Đã gửi ${attachments.length} tệp.`
    : "Chưa gửi được. Đề nghị thử lại.";
  if (!answer.ok) return;
  attachments.length = 0;
  list.replaceChildren();
});

showDocuments().catch(() => {
  document.querySelector("#sent").textContent = "Chưa tải được danh sách văn bản. Đề nghị mở lại trang.";
});
