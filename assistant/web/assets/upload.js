// Hands a file over to the app; see `uploads.py` for what becomes of it.
import { word } from "./page.js";

export const ACCEPTED = ".txt,.md,.html,.htm,.pdf,.docx,.json,.jsonl,.csv,.tsv";
const LARGEST = 10 * 2 ** 20;
export const RESUMES = ".txt,.md,.pdf,.docx";

/** Sends `file`; `tell` is called with the share that is over (0 to 1). Gives `{id, name, bytes}`; fails with an Error
 * whose message is a sentence to show. `signal` (an AbortSignal) cancels it. */
export function upload(file, tell = () => {}, signal = null) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = (sentence) => reject(new Error(sentence));
    if (file.size > LARGEST) {
      fail(word("too_large").replace("{name}", file.name).replace("{size}", (file.size / 2 ** 20).toFixed(1)));
      return;
    }
    request.open("POST", `prep-upload?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => event.lengthComputable && tell(event.loaded / event.total));
    request.addEventListener("load", () => {
      if (request.status === 200 && request.response) resolve(request.response);
      else fail(request.response?.error ?? `${file.name} was refused (${request.status}).`);
    });
    request.addEventListener("error", () => fail(`${file.name} could not be sent: the app does not answer.`));
    request.addEventListener("abort", () => fail(`${file.name} was not sent.`));
    signal?.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}
