using System.Globalization;

namespace Helpdesk.Core.Rules.Import;

/// <summary>One rule, macro or view under way: what it is, what the account's names mean, and the gaps so far.</summary>
internal sealed class ImportScope
{
    private readonly List<ZendeskGap> _gaps;
    private int _templates;

    public ImportScope(ZendeskKind kind, string id, ZendeskNames names, List<ZendeskGap> gaps) =>
        (Kind, Id, Names, _gaps) = (kind, id, names, gaps);

    public ZendeskKind Kind { get; }

    /// <summary>What it is called here, such as <c>zendesk-trigger-25</c>.</summary>
    public string Id { get; }

    public ZendeskNames Names { get; }

    /// <summary>Whether something is missing, so that it must not take part.</summary>
    public bool IsBlocked { get; private set; }

    /// <summary>A name for one more template.</summary>
    public string NextTemplate() => string.Create(CultureInfo.InvariantCulture, $"{Id}-{++_templates}");

    /// <summary>Reports something that cannot be expressed.</summary>
    public void Block(string place, string code, string sentence)
    {
        IsBlocked = true;
        var outcome = Kind is ZendeskKind.Macro or ZendeskKind.View ? ZendeskGapOutcome.LeftOut : ZendeskGapOutcome.Disabled;
        _gaps.Add(new ZendeskGap(place, code, sentence, outcome));
    }

    /// <summary>Reports something that is expressed nearly.</summary>
    public void Inexact(string place, string sentence) =>
        _gaps.Add(new ZendeskGap(place, "inexact", sentence, ZendeskGapOutcome.Approximated));

    /// <summary>What an id of Zendesk is called here; null and a gap when nobody said so.</summary>
    public string? Mapped(IReadOnlyDictionary<string, string> names, string id, string noun, string place)
    {
        if (names.GetValueOrDefault(id) is { Length: > 0 } name)
        {
            return name;
        }

        Block(place, "unmapped-id", $"Nobody said what the {noun} '{Brief(id)}' is called here.");
        return null;
    }

    /// <summary>A text of the document, short enough for a sentence.</summary>
    public static string Brief(string text) => text.Length > 60 ? string.Concat(text.AsSpan(0, 60), "…") : text;
}
