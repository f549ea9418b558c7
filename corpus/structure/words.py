"""Word lists by which lines of official texts are known; folded (Simplified) forms."""

from __future__ import annotations


def any_of(words: str) -> str:
    """A regular expression group of the blank-separated words, longest first.

    >>> any_of("法 法典")
    '(?:法典|法)'
    """
    return f"(?:{'|'.join(sorted(set(words.split()), key=lambda word: (-len(word), word)))})"


DOCUMENT_KINDS = any_of(
    """
    通知 通告 公告 公报 通报 意见 建议 决定 决议 命令
    令 办法 规定 规则 规程 细则 条例 法典 法 章程
    准则 规范 标准 指南 指引 方案 计划 规划 纲要 要点 措施 政策 举措 预案 制度 机制 批复 复函 函
    答复 报告 请示 议案 纪要 说明 解释 释义 清单 目录 名单 名录 一览表 分工表 表 分工 任务 安排
    协议 协定 公约 倡议书 倡议 公开信 宣言 声明 通则
    守则 须知 问答 手册 大纲 导则 白皮书 建议书 基准 定额
    流程 程序 讲话 致辞 条 书 草案 案 稿 经验做法 意见书 调查意见 典型案例 情况 解读
    答记者问
    """
)
"""文种 and other words that a title ends with (GB/T 9704; 党政机关公文处理工作条例 section 8)."""

FORMAL_KINDS = any_of(
    """
    通知 通告 公告 意见 决定 命令 办法 规定 细则 条例 法 章程 方案 规划 纲要 计划 措施
    预案 批复 函 要点
    """
)
"""文种 that name an official document even where a title has no 关于."""

ADDRESSEE_ENDS = any_of(
    """
    人民政府 政府 委员会 办公室 办公厅 单位 部门 机构 机关
    公司 企业 学校 高校 院校 银行 厅 局 委 部
    院 署 办 会 中心 团体 代表 委员 同志 同胞 市民 居民 朋友 患者 家属 家长 师生 村民 纳税人
    缴费人 用户 读者 考生 旅客 学生 大会 国务院 组织 队 处
    所 社 行 站 街道 乡镇 园区 师 团 海关 法院 检察院
    军区 总队 集团 室 科室 处室 支队 大队 农场 社区 村 省 市 县 区 乡 镇 旗 州 盟
    """
)
"""What the line of those addressed (主送机关) ends with before its colon."""

BODY_ENDS = any_of(
    """
    部 委 委员会 办 办公室 办公厅 厅 局 总局 署
    总署 院 国务院 政府 人民政府 银行 支行 分行 会 法院
    检察院 处 司 所 中心 公司 集团 联合会 总工会 工会 联盟 军区 党组 党委 省委 市委 县委 区委 小组
    指挥部 组 团 大学 学院 医院 协会 学会 管委会 社 站 队 专班 中央 联席会议 基金会 团市委 团中央
    妇联 科协 文联 残联 侨联 作协 供销社 馆 校 部门 单位
    """
)
"""What the name of an office ends with."""

SIGNERS = any_of(
    """
    总理 主席 主任 省长 市长 部长 局长 署长 行长 县长 区长 州长 厅长 院长 会长 委员长 代主任 代省长
    代市长 总督 行政长官
    """
)
"""Offices of those who sign an order."""

IMPRINT = any_of(
    """
    抄送 抄报 正本 副本 主送 分送 主题词 公开属性 公开方式 信息公开形式 公开选项 联系人 校对
    印数 共印 打字
    """
)
"""First words of the lines of the imprint (版记)."""

PAGE_WORDS = any_of(
    """
    责任编辑 相关文章 相关链接 相关阅读 相关附件 相关新闻 相关解读 相关稿件 相关推荐 【相关附件
    【原文下载 原文下载 附件下载 【纠错 【打印 【关闭 更新时间 上一篇 下一篇 分享到 扫一扫 打印本页
    关闭窗口 返回顶部 返回首页 评论前必须 发表评论 我要评论 版权所有 版权声明 京ICP 网站地图
    网站标识码 网站声明 阅读次数 浏览次数 点击数 点击量 信息来源 文章来源 发布时间 发布日期 发布机构
    发布机关 索引号 主题分类 公文种类 时效性 当前位置 您的位置 您现在的位置 【大 【中 【小 政策全文
    Public Copyright http https
    """
)
"""First words of lines that only a carrying page has."""

PAGE_FIELDS = any_of(
    """
    编辑 审核 校对 来源 作者 记者 原标题 分类 发文机关 成文日期 标题 声明 主办 主办单位 承办 字号
    有效性 字体 编号
    """
)
"""Names of fields of a carrying page: they count only before a colon."""

PAGE_BUTTONS = any_of(
    """
    登录 注册 首页 打印 关闭 纠错 分享 收藏 评论 联系我们 政府信息公开 返回 大 中 小
    """
)
"""Words that count only as a whole line."""
