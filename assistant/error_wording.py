"""Errors as people who run the assistant read them: in Chinese, with the detail behind.

The messages of the errors themselves are English, for logs and programs; they name the file, the
place and the way out. In front of them stands here, for each branch of the tree of errors, what
is the matter and what to do.
"""

from __future__ import annotations

from assistant.errors import (
    AssistantError,
    InvalidQuestionError,
    LanguageModelError,
    NewerDatabaseError,
    PortInUseError,
    PublishingError,
    RecordsError,
    ReleaseRefusedError,
    SettingsError,
)
from corpus.errors import (
    CorpusError,
    EmptyFileError,
    EncryptedFileError,
    MissingReaderError,
    RegistryError,
    UnknownEncodingError,
    UnreadableFileError,
    UnsafeFileError,
    UnsupportedFormatError,
)
from index.errors import (
    DamagedIndexError,
    DataDirectoryError,
    DataDirectoryLockedError,
    IndexingError,
    ModelUnavailableError,
)

WORDS: dict[type[Exception], str] = {
    UnreadableFileError: "文件打不开，请检查路径和读取权限",
    EmptyFileError: "里面没有可读的文字，请换一份文件",
    UnsupportedFormatError: "读不了这种内容，文件可能损坏或格式不支持，请另存后再试",
    UnknownEncodingError: "认不出文字编码，请另存为 UTF-8 后再试",
    UnsafeFileError: "文件过大或结构异常，为安全起见没有读取，请拆分或另存后再试",
    EncryptedFileError: "文件有密码，请另存一份不带密码的",
    MissingReaderError: "读这种文件还缺一个组件，请按提示安装",
    RegistryError: "部门表有误，请按提示改正",
    CorpusError: "文件没有读成",
    ModelUnavailableError: "找不到语义模型，程序不会自行下载，请按提示安装或设置",
    DataDirectoryLockedError: "另一个程序正在写这个数据文件夹，请等它结束，或用 --data 换一个",
    DataDirectoryError: "数据文件夹不能用，请检查权限和空间，或用 --data 换一个",
    DamagedIndexError: "索引不完整，可用 policy-assistant doctor --rebuild 修复",
    IndexingError: "索引没有建成或打不开",
    InvalidQuestionError: "问题是空的或者太长，请改短后再问",
    SettingsError: "设置有误，请按提示改正",
    PortInUseError: "端口已被占用，请停掉占用的程序，或用 --port 换一个",
    NewerDatabaseError: "记录库由更新的版本写成，请使用那个版本，或换一个记录库",
    RecordsError: "记录库连不上或不能用",
    ReleaseRefusedError: "没有发布：新索引在检验题上不如现在的",
    PublishingError: "没有发布成",
    LanguageModelError: "语言模型没有给出可用的结果",
    AssistantError: "没有完成",
}
"""What is the matter, by error; an error that is not listed is told as the nearest above it."""


def in_chinese(error: Exception) -> str:
    """One line: what is the matter, and in brackets the error's own message.

    >>> in_chinese(EncryptedFileError("a.docx is protected by a password; save it without one"))
    '文件有密码，请另存一份不带密码的（a.docx is protected by a password; save it without one）'
    """
    detail = " ".join(str(error).split())
    words = next((WORDS[kind] for kind in type(error).__mro__ if kind in WORDS), "")
    return f"{words}（{detail}）" if words else detail
