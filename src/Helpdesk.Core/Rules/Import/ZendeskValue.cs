using System.Globalization;

namespace Helpdesk.Core.Rules.Import;

/// <summary>A value as Zendesk writes it: a text, a number, a flag, a list of these, or nothing; read as texts.</summary>
/// <param name="Texts">Its texts; one for everything that is no list, none for nothing.</param>
internal sealed record ZendeskValue(IReadOnlyList<string> Texts)
{
    private const int MaxItems = 1_000;
    private const int MaxText = 100_000;
    private const double MaxWhole = 9_007_199_254_740_992;

    /// <summary>Whether it is, or has, something else, such as an object: nothing here understands it.</summary>
    public bool IsForeign { get; private init; }

    /// <summary>Whether it asks for "nothing": no value, or an empty text.</summary>
    public bool IsEmpty => !IsForeign && (Texts is [] or [""]);

    /// <summary>The text; null when there are several, "" when there is none.</summary>
    public string? Single => Texts switch
    {
        _ when IsForeign => null,
        [] => "",
        [var one] => one,
        _ => null,
    };

    /// <summary>The words of all texts, as Zendesk separates tags and words: by white space.</summary>
    public IReadOnlyList<string> Words =>
        [.. Texts.SelectMany(t => t.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal)];

    /// <summary>Reads a value; a fault for a text or a list that is too long.</summary>
    public static ZendeskValue Read(JsonSection? place)
    {
        if (place is null || place.IsNull)
        {
            return new ZendeskValue([]);
        }

        JsonSection[] items = place.IsList ? [.. place.Items(MaxItems).Where(i => !i.IsNull)] : [place];
        return items.All(IsScalar) ? new ZendeskValue([.. items.Select(Scalar).OfType<string>()]) : new ZendeskValue([]) { IsForeign = true };
    }

    /// <summary>A text, a number or a flag as a text; null and a fault otherwise.</summary>
    public static string? Scalar(JsonSection place)
    {
        if (place.IsFlag)
        {
            return place.Flag() == true ? "true" : "false";
        }

        if (place.IsNumber)
        {
            return place.Number(-MaxWhole, MaxWhole) is { } number ? Shown(number) : null;
        }

        var text = place.Text();
        if (text?.Length > MaxText)
        {
            place.Fault("too-long", $"A text has at most {MaxText} characters.");
            return null;
        }

        return text;
    }

    private static bool IsScalar(JsonSection place) => place.IsText || place.IsNumber || place.IsFlag;

    private static string Shown(double number) => double.IsInteger(number)
        ? ((long)number).ToString(CultureInfo.InvariantCulture)
        : number.ToString("R", CultureInfo.InvariantCulture);
}
