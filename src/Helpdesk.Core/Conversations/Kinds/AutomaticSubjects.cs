namespace Helpdesk.Core.Conversations.Kinds;

/// <summary>
/// Subjects that machines write, in the languages of common mail systems. Only ever compared with the start of a subject:
/// people write <em>about</em> automatic replies and undelivered mail too.
/// </summary>
internal static class AutomaticSubjects
{
    private static readonly string[] AutoReply =
    [
        // en
        "automatic reply", "auto reply", "auto-reply", "autoreply", "auto response", "auto-response", "autoresponse",
        "automatic response", "out of office", "out of office reply", "out of office autoreply",
        "out of office auto-reply", "out-of-office", "out of the office", "vacation reply", "vacation notice",
        // de, nl
        "abwesenheitsnotiz", "abwesenheitsnachricht", "abwesenheitsmeldung", "abwesenheitsassistent", "abwesend",
        "automatische antwort", "automatische abwesenheitsnotiz", "automatisch antwoord", "afwezigheidsbericht",
        "afwezigheidsmelding", "niet aanwezig", "afwezig",
        // fr, es, pt, ca, it, ro
        "réponse automatique", "message d'absence", "absence du bureau", "absent du bureau", "respuesta automática",
        "fuera de la oficina", "ausente de la oficina", "resposta automática", "resposta automàtica",
        "fora do escritório", "ausência temporária", "risposta automatica", "fuori sede", "fuori ufficio",
        "răspuns automat",
        // sv, da, no, fi, is
        "autosvar", "automatiskt svar", "automatisk svar", "frånvaromeddelande", "frånvarande", "fraværsbesked",
        "fraværsmelding", "automaattinen vastaus", "poissaoloilmoitus", "sjálfvirkt svar",
        // pl, cs, sk, sl, hr, hu
        "automatyczna odpowiedź", "odpowiedź automatyczna", "autoodpowiedź", "automatická odpověď",
        "automatická odpoveď", "samodejni odgovor", "automatski odgovor", "automatikus válasz",
        // lt, lv, et
        "automatinis atsakymas", "automātiska atbilde", "automaatvastus",
        // ru, uk, bg, el, tr
        "автоматический ответ", "автоответ", "автоматична відповідь", "автоматичен отговор", "αυτόματη απάντηση",
        "otomatik yanıt", "otomatik cevap",
        // vi, id, zh, ja, ko, he, ar
        "trả lời tự động", "balasan otomatis", "自动答复", "自动回复", "自動回覆", "自動返信", "自動応答", "不在通知",
        "자동 회신", "자동 응답", "자동회신", "מענה אוטומטי", "תשובה אוטומטית", "رد تلقائي",
    ];

    private static readonly string[] Bounce =
    [
        "undelivered mail", "undeliverable", "undelivered", "mail delivery failed", "mail delivery failure",
        "mail delivery problem", "mail delivery system", "mail delivery subsystem", "delivery status notification",
        "delivery failure", "delivery failed", "delivery has failed", "delivery notification", "delivery report",
        "delivery problem", "delivery delayed", "failed mail", "failed to deliver", "failure notice",
        "failure delivery", "could not send message", "warning: could not send message", "warning: message",
        "returned mail", "returned to sender", "returned message", "mail system error", "message delivery failure",
        "message undeliverable", "message not delivered", "message delayed", "message status - undeliverable",
        "non delivery report", "non-delivery report", "non delivery notification", "nondeliverable mail",
        "unable to deliver", "unzustellbar", "unzustellbare nachricht", "nicht zustellbar", "nicht zugestellt",
        "remise impossible", "non remis", "échec de la remise", "no se puede entregar", "no entregado",
        "impossibile recapitare", "mancato recapito", "não entregue", "onbestelbaar", "niet-bezorgd",
        "nie można dostarczyć", "niedostarczone", "nedoručitelné", "недоставленное сообщение",
        "配信できません", "配信不能", "无法送达", "无法投递", "전송 실패",
    ];

    // What may follow a phrase, so that "Automatic reply feature is broken" stays a person's mail.
    private const string Separators = ":：-–—([.!,|\"'«„";

    /// <summary>
    /// Whether the subject begins with a vacation phrase that stands alone: the subject ends there, or a colon, dash,
    /// bracket or full stop follows.
    /// </summary>
    public static bool IsAutoReply(string subject)
    {
        var text = subject.AsSpan().Trim();
        foreach (var phrase in AutoReply)
        {
            if (text.StartsWith(phrase, StringComparison.OrdinalIgnoreCase))
            {
                var rest = text[phrase.Length..].TrimStart();
                if (rest.IsEmpty || Separators.Contains(rest[0], StringComparison.Ordinal))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether the subject begins as those of delivery reports do; only meaningful with the null sender.</summary>
    public static bool IsBounce(string subject)
    {
        var text = subject.AsSpan().Trim();
        foreach (var phrase in Bounce)
        {
            if (text.StartsWith(phrase, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
