using System.Buffers;

namespace Helpdesk.Core.Conversations.Replies;

/// <summary>The lines that announce an older message: "-----Original Message-----", "Begin forwarded message:".</summary>
internal static class Banners
{
    private const int MaxLength = 120;

    private static readonly SearchValues<string> Originals = SearchValues.Create(
        [
            "original message", "original appointment", "ursprüngliche nachricht", "originalnachricht", "ursprünglicher termin", "oorspronkelijk bericht", "ursprungligt meddelande", "originalmeddelande",
            "oprindelig meddelelse", "original meddelelse", "opprinnelig melding", "alkuperäinen viesti", "message d'origine", "message d’origine", "message original", "mensaje original", "mensagem original",
            "missatge original", "messaggio originale", "mesajul original", "wiadomość oryginalna", "oryginalna wiadomość", "původní zpráva", "pôvodná správa", "eredeti üzenet", "izvorna poruka", "izvirno sporočilo",
            "originalus laiškas", "algne sõnum", "исходное сообщение", "оригинальное сообщение", "вихідне повідомлення", "оригінальне повідомлення", "оригинално съобщение", "αρχικό μήνυμα", "orijinal mesaj",
            "thư gốc", "pesan asli", "原始邮件", "原始郵件", "元のメッセージ", "オリジナルメッセージ", "원본 메시지", "원본메시지", "הודעה מקורית", "الرسالة الأصلية",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Forwards = SearchValues.Create(
        [
            "forwarded message", "begin forwarded", "weitergeleitete nachricht", "weitergeleiteten nachricht", "doorgestuurd bericht", "vidarebefordrat meddelande", "vidarebefordrade meddelande", "videresendt besked", "videresendt meddelelse",
            "videresendt melding", "videresendte", "välitetty viesti", "välitetyn viestin", "message transféré", "message réexpédié", "message transmis", "mensaje reenviado", "mensagem encaminhada", "mensagem reencaminhada",
            "missatge reenviat", "messaggio inoltrato", "mesaj redirecționat", "wiadomość przekazana", "przekazana wiadomość", "přeposlaná zpráva", "preposlaná správa", "továbbított üzenet", "proslijeđena poruka",
            "persiųstas laiškas", "edastatud kiri", "пересылаемое сообщение", "перенаправленное сообщение", "начало переадресованного", "переслане повідомлення", "препратено съобщение", "προωθημένο μήνυμα", "iletilen mesaj", "yönlendirilen",
            "thư chuyển tiếp", "tin nhắn được chuyển tiếp", "pesan terusan", "转发的邮件", "转发邮件", "轉寄的郵件", "轉寄郵件", "転送メッセージ", "転送された", "전달된 메시지", "전달된 메일", "הודעה שהועברה", "رسالة معاد",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a line announces an older message that is answered or handed on.</summary>
    public static bool IsBanner(ReadOnlySpan<char> line) => IsFramed(line) && (line.ContainsAny(Originals) || line.ContainsAny(Forwards));

    /// <summary>Whether a line announces a message that is handed on.</summary>
    public static bool IsForward(ReadOnlySpan<char> line) => IsFramed(line) && line.ContainsAny(Forwards);

    /// <summary>Whether it is a rule across the page.</summary>
    public static bool IsRule(ReadOnlySpan<char> line) => line.Length >= 5 && line.Trim("-_*=").IsEmpty;

    // Between strokes, or ending in a colon with no more before it than the words.
    private static bool IsFramed(ReadOnlySpan<char> line) =>
        line.Length is > 0 and <= MaxLength
        && ((line[0] is '-' or '_' or '*' or '=' && line[^1] is '-' or '_' or '*' or '=' or ':' && line.Trim("-_*=: ").Length <= 50)
            || (line is [.., ':' or '：'] && line.Length <= 50));
}
