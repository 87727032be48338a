using System.Buffers;

namespace Helpdesk.Core.Conversations.Replies;

/// <summary>What stands below a text without being part of it: signatures, the footers of lists, what devices write.</summary>
internal static class Signatures
{
    /// <summary>How many written lines a signature has at most: a stroke above more than that divides a text.</summary>
    public const int MaxLines = 15;

    private const int MaxDeviceLine = 140;

    private static readonly string[] Starts =
    [
        "sent from my ", "sent from mailbox", "sent from windows mail", "sent from yahoo", "sent from outlook", "sent from [mail]", "sent from mail for", "sent from mail<", "sent from samsung",
        "sent from proton", "sent from spark", "sent from mobile", "sent from the ", "sent from gmail", "sent from android", "sent from iphone", "sent via ", "sent with ", "sent using ",
        "from my iphone", "from my ipad", "from my android", "from my mobile", "get outlook for ", "get [outlook for ", "get bluemail", "download outlook",
        "von meinem ", "gesendet von ", "gesendet mit ", "diese nachricht wurde von meinem ", "holen sie sich outlook", "outlook für ",
        "envoyé depuis ", "envoyé de mon ", "envoyé à partir de ", "obtenez outlook", "télécharger outlook",
        "enviado desde mi ", "enviado desde ", "enviado do meu ", "enviado de mi ", "enviado pelo ", "obtener outlook", "obter o outlook",
        "inviato da ", "inviato dal ", "ottieni outlook", "scarica outlook",
        "verzonden met ", "verzonden vanaf ", "verstuurd vanaf ", "verstuurd met ", "outlook voor ",
        "skickat från min ", "skickat från ", "sendt fra min ", "sendt fra ", "lähetetty ", "hämta outlook", "hent outlook",
        "wysłane z ", "wysłano z ", "pobierz aplikację outlook", "odesláno z ", "odoslané z ", "elküldve az ", "poslano s ", "poslano z ",
        "отправлено с ", "отправлено из ", "надіслано з ", "iphone'umdan gönderildi", "iphone'dan gönderildi", "gửi từ ", "dikirim dari ", "发自我的", "發自我的", "从我的", "從我的", "iphoneから送信", "나의 iphone", "내 iphone", "נשלח מה", "مرسل من ",
    ];

    // A desk is no device: "Sent from my desk, is much easier than my mobile phone."
    private static readonly string[] NoDevices = ["sent from my desk", "sent from my office", "sent from my company", "sent from my colleague", "sent from my wife", "sent from my husband", "sent from my account"];

    private static readonly SearchValues<string> Whole = SearchValues.Create(
        ["someone from mobile", "sent by galaxy", "sent from a phone", "sent from mobile device", "sent from phone", "iphoneから送信"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is the line above a signature: <c>-- </c> (RFC 3676 §4.3), often without the blank, or a stroke of underscores.</summary>
    public static bool IsDelimiter(ReadOnlySpan<char> line) => line is "--" or "—" or "–" || (line.Length >= 2 && line.Trim('_').IsEmpty);

    /// <summary>Whether a device or a mail program wrote it: "Sent from my iPhone".</summary>
    public static bool IsDevice(ReadOnlySpan<char> line)
    {
        var text = line.Trim("<>()[]*_ ");
        if (text.IsEmpty || text.Length > MaxDeviceLine)
        {
            return false;
        }

        if (line.Length < 40 && text.ContainsAny(Whole))
        {
            return true;
        }

        return BeginsWithAny(text, Starts) && !BeginsWithAny(text, NoDevices);
    }

    private static bool BeginsWithAny(ReadOnlySpan<char> text, string[] starts)
    {
        foreach (var start in starts)
        {
            if (text.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
