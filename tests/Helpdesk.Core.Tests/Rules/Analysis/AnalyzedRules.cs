using Helpdesk.Core.Conditions;
using Helpdesk.Core.Rules;
using Helpdesk.Core.Rules.Analysis;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Fields;

namespace Helpdesk.Core.Tests.Rules.Analysis;

/// <summary>Rule sets in JSON and what the analysis says of them.</summary>
internal static class AnalyzedRules
{
    public static readonly RuleReferences Names = new(["support", "billing", "sales"], ["kim", "lee"], ["hello"])
    {
        Types = ["incident", "order"],
        Fields = [new CustomField("count", "Count", CustomFieldType.Number), new CustomField("size", "Size", CustomFieldType.Choice) { Choices = ["s", "m"] }],
        HostActions = ["bill"],
    };

    public static readonly FieldCatalogue Catalogue = TicketFields.Catalogue.With(
        [new Field("field.count", FieldType.Number), new Field("field.size", FieldType.Choice, ["s", "m"])]);

    public static RuleSet Set(string json, RuleMode mode = RuleMode.Cycle) => RuleSet.Parse(json, Catalogue, Names).Require().In(mode);

    public static IReadOnlyList<RuleFinding> Analyze(string json, RuleMode mode = RuleMode.Cycle) => Set(json, mode).Analyze(Catalogue, Names);

    /// <summary>The findings of a code, each as its severity and places.</summary>
    public static string[] Of(this IEnumerable<RuleFinding> findings, string code) =>
        [.. findings.Where(f => f.Code == code).Select(f => $"{f.Severity} {string.Join(' ', f.Places.Select(p => p.Rule + p.Inside))}")];

    /// <summary>A rule in JSON.</summary>
    public static string Rule(string id, string then, string when = """{"all":[]}""", string on = "\"ticket.created\"", string more = "") =>
        $$"""{"id":"{{id}}","on":[{{on}}],"when":{{when}},"then":[{{then}}]{{more}}}""";
}
