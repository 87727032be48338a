using Helpdesk.Core.Rules;
using Helpdesk.Core.Tests.Tickets;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Tests.Rules;

/// <summary>One run of a story: what it was asked and what it gave.</summary>
internal sealed record RuleTurn(RuleSet Set, RuleRunInput Input, RuleRunResult Result)
{
    /// <summary>The rules that something came of: they are not looked at again in the run.</summary>
    public static readonly string[] Settling = ["fired", "rejected", "budget", "would-answer-a-machine"];

    /// <summary>What a run plans, as text: everything but the explanation.</summary>
    public string Plan => Describe(Result);

    /// <summary>The reason of every rule, by its id, as often as it is told.</summary>
    public ILookup<string, string> Reasons => ReasonsOf(Result);

    public static ILookup<string, string> ReasonsOf(RuleRunResult result) => result.Trace.Steps
        .SelectMany(s => s.Facts.Where(f => f.Name is "rule" or "rules").SelectMany(f => f.Value.Split(' ')).Select(id => (id, s.Code)))
        .ToLookup(p => p.id, p => p.Code, StringComparer.Ordinal);

    public static string Describe(RuleRunResult result) =>
        $"{ObjectText.Of(result.Events)}\n{ObjectText.Of(result.Effects)}\n{ObjectText.WithPrivate(result.Ticket)}\n{result.IsSuppressed}";

    /// <summary>The same question once more.</summary>
    public RuleRunResult Again(RuleSet? set = null) => RuleRun.Of(set ?? Set, Input);

    /// <summary>What its conditions see at the end.</summary>
    public TicketFieldValues Finally() => new(Input.Before, Result.Ticket, Input.Message, Input.Kind, Input.Events[^1].At) { Events = Input.Events };
}
