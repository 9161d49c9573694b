"""What can go wrong, as one tree.

    DatelineError
    ├── SetupError            this installation or this file is not usable
    │   ├── ArtifactMissing   a data file that ships with Dateline is not there
    │   ├── ArtifactChanged   a data file does not have the digest it should
    │   ├── CodebookInvalid   a codebook, word list or rule file has a malformed entry
    │   ├── StoreInvalid      the file named as a record file is none
    │   └── StoreTooNew       the record file comes from a newer Dateline
    ├── QuestionInvalid       a question, option or date that has no meaning
    ├── EvidenceMismatch      a span whose words are not the report's words
    └── SourceError           a place to read from that is not there or cannot be read

A fault of one document among many is never an exception: it is a `dateline.text.Skip`.
Every message is one line that names the thing and the way out.
"""


class DatelineError(Exception):
    """Root of every error that Dateline raises on purpose."""


class SetupError(DatelineError):
    """This installation, or the record file, is not usable."""


class ArtifactMissing(SetupError):
    """A data file that ships with Dateline is not there."""


class ArtifactChanged(SetupError):
    """A data file does not have the digest that its list gives."""


class CodebookInvalid(SetupError):
    """A codebook, word list or rule file has a malformed entry; the message names file and entry."""


class StoreInvalid(SetupError):
    """The file named as a record file is not one."""


class StoreTooNew(SetupError):
    """The record file was written by a newer Dateline than this one."""


class QuestionInvalid(DatelineError):
    """A question, option or date that has no meaning; the message names the values that have one."""


class EvidenceMismatch(DatelineError):
    """A span whose quoted words are not the words of the report at that place."""


class SourceError(DatelineError):
    """A path or address that is not there or cannot be read at all."""
