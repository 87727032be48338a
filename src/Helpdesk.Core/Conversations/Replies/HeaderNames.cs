using System.Collections.Frozen;
using System.Text;

namespace Helpdesk.Core.Conversations.Replies;

/// <summary>The lines that mail programs put above an older message, in some twenty languages.</summary>
internal static class HeaderNames
{
    private const int MaxName = 24;

    private static readonly (HeaderName Name, string[] Words)[] Known =
    [
        (HeaderName.From,
        [
            "From", "Von", "De", "Van", "Från", "Fra", "Lähettäjä", "Frá", "Da", "Remitente", "Expéditeur", "Mittente", "Expeditor", "Od", "Odesílatel",
            "Odosielateľ", "Feladó", "Nuo", "Saatja", "No", "От", "Від", "Από", "Kimden", "Gönderen", "Từ", "Dari", "发件人", "寄件者", "差出人", "보낸 사람", "보낸사람", "מאת", "من", "จาก",
        ]),
        (HeaderName.Date,
        [
            "Date", "Sent", "Datum", "Gesendet", "Gesendet am", "Verzonden", "Datum verzonden", "Skickat", "Dato", "Sendt", "Lähetetty", "Päivämäärä", "Päiväys", "Envoyé", "Enviado", "Enviado el",
            "Enviada em", "Enviado em", "Enviada", "Fecha", "Data", "Inviato", "Trimis", "Wysłano", "Wysłane", "Odesláno", "Odoslané", "Elküldve", "Küldve", "Dátum", "Poslano", "Poslato", "Išsiųsta", "Saadetud",
            "Nosūtīts", "Дата", "Отправлено", "Изпратено", "Надіслано", "Στάλθηκε", "Ημερομηνία", "Tarih", "Gönderme Tarihi", "Gönderildi", "Ngày", "Đã gửi", "Tanggal", "Dikirim", "日期", "发送时间", "发件时间",
            "時間", "时间", "寄件日期", "送信日時", "日時", "送信日", "보낸 날짜", "날짜", "נשלח", "תאריך", "تاريخ", "التاريخ", "تم الإرسال", "วันที่",
        ]),
        (HeaderName.To,
        [
            "To", "An", "Aan", "Till", "Til", "Vastaanottaja", "À", "Pour", "Para", "A", "Al", "Către", "Catre", "Do", "Komu", "Címzett", "Za", "Prima", "Kam", "Kellele", "Kam", "Кому", "До", "Προς", "Kime", "Alıcı", "Đến", "Tới",
            "Kepada", "Ke", "收件人", "收件者", "宛先", "받는 사람", "받는사람", "אל", "إلى", "ถึง", "Destinataire", "Destinatario", "Destinatário",
        ]),
        (HeaderName.Cc,
        [
            "Cc", "Kopie", "Kopia", "Kopi", "Kopio", "Copie à", "Copie", "Copia", "Cópia", "Másolatot kap", "Копия", "Копія", "Κοιν", "Bilgi", "Đồng gửi", "Tembusan", "抄送", "副本", "참조", "עותק", "Bcc",
        ]),
        (HeaderName.ReplyTo,
        [
            "Reply-To", "Reply to", "Antwort an", "Antwoord aan", "Svar till", "Svar til", "Répondre à", "Responder a", "Rispondi a", "Risposta", "Odpowiedz do", "Odpověď", "Válaszcím", "Ответить", "回复",
        ]),
        (HeaderName.Subject,
        [
            "Subject", "Betreff", "Onderwerp", "Ämne", "Emne", "Aihe", "Efni", "Objet", "Sujet", "Asunto", "Assunto", "Assumpte", "Oggetto", "Subiect", "Temat", "Předmět", "Predmet", "Predmet", "Tárgy", "Naslov", "Tema", "Teema", "Temats",
            "Тема", "Относно", "Θέμα", "Konu", "Chủ đề", "Tiêu đề", "Subjek", "Perihal", "主题", "主旨", "主題", "件名", "제목", "נושא", "الموضوع", "เรื่อง",
        ]),
        (HeaderName.Other, ["Importance", "Priority", "Attachments", "Wichtigkeit", "Anlagen", "Anhänge", "Priorität", "Bijlagen", "Bilagor", "Importancia", "Importance", "Allegati", "Pièces jointes", "Organization"]),
    ];

    private static readonly FrozenDictionary<string, HeaderName>.AlternateLookup<ReadOnlySpan<char>> Lookup = Known
        .SelectMany(k => k.Words.SelectMany(w => new[] { w, w.Normalize(NormalizationForm.FormD) }).Select(w => (Word: w, k.Name)))
        .DistinctBy(k => k.Word, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(k => k.Word, k => k.Name, StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What a line says, and its value: "*From:* Ann", "Von : Ann", "差出人：Ann".</summary>
    public static HeaderName Find(ReadOnlySpan<char> line, out ReadOnlySpan<char> value)
    {
        value = [];
        var colon = line[..Math.Min(line.Length, MaxName + 4)].IndexOfAny(':', '：');
        if (colon <= 0)
        {
            return HeaderName.None;
        }

        var word = line[..colon].Trim("*_ \t\u00a0");
        if (word.IsEmpty || !Lookup.TryGetValue(word, out var name))
        {
            return HeaderName.None;
        }

        value = line[(colon + 1)..].Trim("*_ \t\u00a0");
        return name;
    }
}
