using System.Globalization;
using Helpdesk.Core.Messages;

namespace Helpdesk.Core.Spam;

/// <summary>
/// Turns a message into traits: words, neighbouring pairs, senders, links, markup and shape. Scans forward only; everything
/// has a limit.
/// </summary>
internal static class MessageTokenizer
{
    private const int MaxText = 64 * 1024;
    private const int MaxUrls = 64;

    public static void Read(InboundMessage message, FeatureCollector features)
    {
        var subject = Cut(message.Subject, 2_000);
        var text = Cut(message.Text, MaxText);
        var html = Cut(message.Html, MaxText);
        var urls = new List<string>();
        var plain = text.Length > 0 ? text : HtmlTokens.Read(html, features, urls);
        if (text.Length > 0 && html.Length > 0)
        {
            HtmlTokens.Read(html, features, urls);
        }

        UrlTokens.Find(plain, urls);
        WordTokens.Read("subject", subject, features);
        WordTokens.Read("body", plain, features);
        Sender("from", message.From, features);
        foreach (var address in message.ReplyTo.Take(5))
        {
            Sender("reply-to", address, features);
        }

        foreach (var url in urls.Distinct(StringComparer.Ordinal).Take(MaxUrls))
        {
            UrlTokens.Read(url, features);
        }

        Shape(message, subject, plain, urls.Count, features);
    }

    private static void Sender(string kind, Address address, FeatureCollector features)
    {
        var key = Cut(address.Key, 320);
        features.Add(kind, key);
        var at = key.LastIndexOf('@');
        features.Add(kind + "-user", at < 0 ? key : key[..at]);
        UrlTokens.Suffixes(kind + "-domain", at < 0 ? "" : key[(at + 1)..], features);
        WordTokens.Read(kind + "-name", Cut(address.DisplayName, 200), features);
    }

    private static void Shape(InboundMessage message, string subject, string plain, int urls, FeatureCollector features)
    {
        features.Add("shape", message.Html.Length > 0 ? "html" : "plain");
        features.Add("shape", "size:" + Class(plain.Length));
        features.Add("shape", "urls:" + Class(urls));
        features.Add("shape", "capitals:" + Tenths(plain.Count(char.IsUpper), plain.Count(char.IsLetter)));
        features.Add("shape", "non-ascii:" + Tenths(plain.Count(c => c > 127), plain.Length));
        var letters = subject.Count(char.IsLetter);
        if (letters >= 4 && subject.Count(char.IsUpper) * 2 > letters)
        {
            features.Add("shape", "capital-subject");
        }

        foreach (var attachment in message.Attachments.Take(50))
        {
            features.Add("attachment-type", Cut(attachment.MediaType, 100));
            var dot = attachment.Name.LastIndexOf('.');
            features.Add("attachment-extension", dot < 0 ? "" : Cut(attachment.Name[dot..].ToLowerInvariant(), 20));
        }
    }

    // Powers of two: a size class changes rarely when a text changes a little.
    private static string Class(int count) => int.Log2(count + 1).ToString(CultureInfo.InvariantCulture);

    private static string Tenths(int part, int whole) =>
        (whole == 0 ? 0 : part * 10L / whole).ToString(CultureInfo.InvariantCulture);

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
