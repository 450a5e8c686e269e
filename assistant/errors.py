"""Every error that the product raises on purpose.

AssistantError                      exit 1 in the terminal
├── UsageError                      exit 2: the caller's input is wrong
│   ├── UnknownRole                 no role of that id or name
│   ├── UnknownSource               no ingested file of that name
│   ├── UnknownPlan                 no study plan of that id
│   ├── UnknownInterview            no mock interview or review card of that id
│   ├── NotNow                      a mock interview is not ready for this step
│   ├── InvalidSetting              a setting that cannot be used, with its value
│   ├── InvalidCases                an eval's case file that cannot be used, with file and line
│   ├── InvalidBaseline             an earlier eval run that cannot be compared with
│   └── InvalidPrompt               a prompt file, or the values for it, that cannot be used
├── UnreadableFile                  a file that cannot be read as a posting
│   ├── UnsupportedFile             no loader for it
│   ├── EmptyFile                   nothing to read in it
│   ├── FileTooLarge                larger than the limit (or would be, unpacked)
│   └── BrokenFile                  damaged, encrypted, or not what its name says
├── ModelError                      a chat model gave no answer that can be used
│   └── ModelUnavailable            it cannot be reached: no key, no server, a limit, a timeout
├── RunStopped                      an eval run ended early; what it had done is kept
├── RunBusy                         another process is running the same cases
├── RecordsUnusable                 the user's own data cannot be read or written
├── RecordChanged                   a record was changed in another tab or process meanwhile
└── LibraryError                    the stored library cannot be used as it is
    ├── LibraryBusy                 another process is writing to it
    ├── LibraryVersion              written by another version of the product
    ├── EmbeddingMismatch           its vectors are of another embedding model
    └── StorageFull                 the disk is full (or the quota used up)

Each message says what happened, with which value, and what to do next, in one line; InvalidCases one line a mistake.
"""


class AssistantError(Exception):
    """The root: anything that went wrong in a way the product foresees."""

    exit_code = 1


class UsageError(AssistantError):
    """The caller's input cannot be used."""

    exit_code = 2


class UnknownRole(UsageError):
    """No role in the library has that id or name."""


class UnknownSource(UsageError):
    """No file of that name was ingested."""


class UnknownPlan(UsageError):
    """The user has no study plan of that id."""


class UnknownInterview(UsageError):
    """The user has no mock interview, or no review card, of that id."""


class NotNow(UsageError):
    """A step that a mock interview is not ready for."""


class InvalidSetting(UsageError):
    """A setting has a value that cannot be used."""


class InvalidCases(UsageError):
    """A case file cannot be used. One line for each mistake, "file:line: what is wrong; what to do"."""


class InvalidBaseline(UsageError):
    """An earlier run's JSON cannot be compared with."""


class InvalidPrompt(UsageError):
    """A prompt file cannot be used, or was not given the values that it asks for."""


class UnreadableFile(AssistantError):
    """A file that cannot be read as a posting."""


class UnsupportedFile(UnreadableFile):
    """No loader reads files of this kind."""


class EmptyFile(UnreadableFile):
    """The file holds no text."""


class FileTooLarge(UnreadableFile):
    """The file is larger than the limit, or would be once unpacked."""


class BrokenFile(UnreadableFile):
    """The file is damaged, encrypted, or not what its name says."""


class ModelError(AssistantError):
    """A chat model gave no answer that can be used."""


class ModelUnavailable(ModelError):
    """The chat model cannot be reached: no key, no server, a limit, a timeout."""


class RunStopped(AssistantError):
    """An eval run ended before its last case. What it had done is kept."""


class RunBusy(AssistantError):
    """Another process is running the same cases."""


class RecordsUnusable(AssistantError):
    """The database of the user's own data cannot be read or written."""


class RecordChanged(AssistantError):
    """A record is not as the caller has seen it: another tab or process has changed it."""


class LibraryError(AssistantError):
    """The stored library cannot be used as it is."""


class LibraryBusy(LibraryError):
    """Another process holds the library's write lock."""


class LibraryVersion(LibraryError):
    """The library was written by a version of the product that this one cannot read."""


class EmbeddingMismatch(LibraryError):
    """The library's vectors were made by another embedding model."""


class StorageFull(LibraryError):
    """Nothing more can be stored: the disk is full."""
