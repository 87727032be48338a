using System.Text;

namespace Helpdesk.Core.Templates;

/// <summary>
/// A text with placeholders such as <c>{{ticket.reference}}</c>. Placeholders name values and nothing else: no expressions, so
/// neither a template nor what it is filled with can do anything. What is filled in is never read again. Immutable;
/// thread-safe.
/// </summary>
public sealed class Template
{
    private const int MaxLength = 100_000;

    private readonly IReadOnlyList<(string Text, bool IsName)> _parts;

    private Template(IReadOnlyList<(string, bool)> parts) => _parts = parts;

    /// <summary>Reads a template of at most 100,000 characters.</summary>
    /// <param name="text">The text.</param>
    /// <param name="names">The placeholders that are known.</param>
    /// <returns>The template, or every fault: <c>unknown-placeholder</c>, <c>open-placeholder</c>, <c>too-long</c>.</returns>
    public static Parsed<Template> Parse(string text, IReadOnlyCollection<string> names)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(names);
        var faults = new List<Fault>();
        if (text.Length > MaxLength)
        {
            faults.Add(new Fault("too-long", $"A template has at most {MaxLength} characters."));
            return new Parsed<Template>(null, faults);
        }

        var parts = new List<(string, bool)>();
        var at = 0;
        while (text.IndexOf("{{", at, StringComparison.Ordinal) is var open and >= 0)
        {
            var close = text.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
            {
                faults.Add(new Fault("open-placeholder", $"The placeholder at character {open + 1} is not closed."));
                break;
            }

            var name = text[(open + 2)..close].Trim();
            if (!names.Contains(name, StringComparer.Ordinal))
            {
                faults.Add(new Fault("unknown-placeholder", $"'{name}' is no placeholder. Known: {string.Join(", ", names)}."));
            }

            parts.Add((text[at..open], false));
            parts.Add((name, true));
            at = close + 2;
        }

        parts.Add((text[at..], false));
        return new Parsed<Template>(faults.Count == 0 ? new Template(parts) : null, faults);
    }

    /// <summary>The text with every placeholder filled; one without a value becomes nothing.</summary>
    public string Render(Func<string, string?> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var text = new StringBuilder();
        foreach (var (part, isName) in _parts)
        {
            text.Append(isName ? value(part) : part);
        }

        return text.ToString();
    }
}
