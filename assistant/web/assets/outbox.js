// Saves a file that the app offers; see `outbox.py`.

/** Fetches the file behind `url` (as `outbox.offer` gave it) and has the browser save it. Fails with a sentence. */
export async function fetchFile(url) {
  const reply = await fetch(url, { cache: "no-store" });
  if (!reply.ok) throw new Error("The file is no longer there. Export it again.");
  const named = /filename\*=UTF-8''([^;]+)/.exec(reply.headers.get("content-disposition") ?? "");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await reply.blob());
  link.download = named ? decodeURIComponent(named[1]) : "export";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
