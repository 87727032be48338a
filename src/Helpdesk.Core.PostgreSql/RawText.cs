namespace Helpdesk.Core.PostgreSql;

/// <summary>A text that has no odd units and is handed over as it is: columns of JSON keep texts their own way.</summary>
internal sealed record RawText(string Value)
{
    /// <summary>The texts of a value of a test as such.</summary>
    public static object Of(object value) => value switch
    {
        string text => new RawText(text),
        string[] texts => texts.Select(t => new RawText(t)).ToArray(),
        _ => value,
    };
}
