using System.Globalization;

namespace Helpdesk.Core;

/// <summary>
/// The human number of a ticket, such as <c>HD-0000017</c>: a prefix, at least six digits and a check digit by Damm's
/// method (H. M. Damm, 2004), which finds every single wrong digit and every swap of two neighbours. So an order number
/// or a typing mistake is not taken for a reference. A reference is a label, never a key to a ticket.
/// </summary>
/// <param name="Value">The text form. The default value names no ticket.</param>
public readonly record struct TicketReference(string Value)
{
    /// <summary>The prefix used when a host configures none.</summary>
    public const string DefaultPrefix = "HD-";

    private const int DigitsBeforeCheck = 6;

    // The quasigroup of order 10 from Damm's thesis: its diagonal is zero and it is totally anti-symmetric.
    private static readonly byte[] Damm =
    [
        0, 3, 1, 7, 5, 9, 8, 6, 4, 2,
        7, 0, 9, 2, 1, 5, 4, 8, 6, 3,
        4, 2, 0, 6, 8, 7, 1, 3, 5, 9,
        1, 7, 5, 0, 9, 8, 3, 4, 2, 6,
        6, 1, 2, 3, 0, 4, 5, 9, 7, 8,
        3, 6, 7, 4, 2, 0, 9, 5, 8, 1,
        5, 8, 6, 9, 7, 2, 0, 1, 3, 4,
        8, 9, 4, 5, 3, 6, 2, 0, 1, 7,
        9, 4, 3, 8, 6, 1, 7, 2, 0, 5,
        2, 5, 8, 1, 4, 3, 6, 7, 9, 0,
    ];

    /// <summary>Makes the reference of the <paramref name="number"/>th ticket.</summary>
    /// <param name="prefix">What stands before the digits; must not be empty nor end in a digit.</param>
    /// <param name="number">A positive number, counted by the store.</param>
    /// <exception cref="ArgumentException">The prefix is empty or ends in a digit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public static TicketReference Format(string prefix, long number)
    {
        CheckPrefix(prefix);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
        var digits = number.ToString(CultureInfo.InvariantCulture).PadLeft(DigitsBeforeCheck, '0');
        return new TicketReference(prefix + digits + (char)('0' + CheckDigit(digits)));
    }

    /// <summary>
    /// Finds the references with this prefix in a text such as a subject, in order; a digit run with a wrong check digit is
    /// none. Linear in the length of the text.
    /// </summary>
    public static IReadOnlyList<TicketReference> Find(string prefix, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        ArgumentNullException.ThrowIfNull(text);
        List<TicketReference>? found = null;
        var from = 0;
        while ((from = text.IndexOf(prefix, from, StringComparison.OrdinalIgnoreCase)) >= 0)
        {
            var start = from + prefix.Length;
            var end = start;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            var startsWord = from == 0 || !char.IsLetterOrDigit(text[from - 1]);
            if (startsWord && end - start is > DigitsBeforeCheck and <= 20 && CheckDigit(text.AsSpan(start, end - start)) == 0)
            {
                (found ??= []).Add(new TicketReference(prefix + text[start..end]));
            }

            from = Math.Max(end, from + 1);
        }

        return found ?? [];
    }

    /// <inheritdoc />
    public override string ToString() => Value ?? "";

    /// <summary>Throws unless references with this prefix can be told from their digits.</summary>
    internal static void CheckPrefix(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        if (char.IsAsciiDigit(prefix[^1]))
        {
            throw new ArgumentException($"A prefix must not end in a digit; '{prefix}' does.", nameof(prefix));
        }
    }

    private static byte CheckDigit(ReadOnlySpan<char> digits)
    {
        byte interim = 0;
        foreach (var digit in digits)
        {
            interim = Damm[(interim * 10) + (digit - '0')];
        }

        return interim;
    }
}
