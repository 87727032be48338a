using System.Globalization;

namespace Helpdesk.Core.Email.Sending;

/// <summary>An answer of a mail server (RFC 5321, 4.2).</summary>
/// <param name="Code">The three digits.</param>
/// <param name="Lines">The text of each line.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    public bool IsFine => Code is >= 200 and < 400;

    public bool IsTemporary => Code is >= 400 and < 500;

    /// <summary>The code of RFC 3463, such as <c>5.1.1</c>; empty when there is none.</summary>
    public string Enhanced
    {
        get
        {
            var word = Lines[0].Split(' ', 2)[0];
            return word.Split('.') is { Length: 3 } parts && parts.All(p => p.Length is 1 or 2 or 3 && p.All(char.IsAsciiDigit)) ? word : "";
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Code} {string.Join(' ', Lines)}");
}
