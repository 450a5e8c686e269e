"""Makes `assistant/knowledge/question_vectors.npz`: run it when the bank of questions or the embedding model changes.

.venv/bin/python tools/embed_questions.py
"""

from pathlib import Path

from assistant.index.minilm import MiniLMEmbeddings
from assistant.prepare.questions.vectors import PLACE, texts_of_bank, write

if __name__ == "__main__":
    place = Path(__file__).resolve().parent.parent / "assistant" / "knowledge" / PLACE
    texts, embeddings = texts_of_bank(), MiniLMEmbeddings()
    write(place, embeddings.model, texts, embeddings.embed_array(texts))
    print(f"{len(texts):,} texts, {place.stat().st_size / 1e6:.1f} MB")
