using Helpdesk.Core;
using Helpdesk.Core.Engine.Simulation;
using Helpdesk.Core.Rules.Analysis;
using Helpdesk.Core.Runtime.Storage;
using Spectre.Console;

namespace ChangeOfRules;

/// <summary>Prints what was found.</summary>
internal static class Output
{
    private const int MaxRows = 20;

    public static void Faults(IEnumerable<Fault> faults) => faults.ToList().ForEach(f => Console.Error.WriteLine(f));

    public static void Findings(IReadOnlyList<RuleFinding> findings)
    {
        Title("What the analysis says of the proposed rules");
        var table = Table("severity", "code", "rules", "what");
        foreach (var finding in findings)
        {
            table.AddRow(
                Markup.Escape(finding.Severity.ToString().ToLowerInvariant()),
                Markup.Escape(finding.Code),
                Markup.Escape(string.Join(", ", finding.Places.Select(p => p.Rule.Value).Distinct())),
                Markup.Escape(finding.Sentence));
        }

        AnsiConsole.Write(table);
    }

    /// <summary>The run records of a ticket, as they are stored: each rule and its reason; runs that nothing woke are left out.</summary>
    public static async Task ExplainAsync(IHelpdeskStore store, TenantId tenant, string? reference, CancellationToken cancellationToken)
    {
        var (ticket, runs) = await FindAsync(store, tenant, reference, cancellationToken);
        if (ticket is null)
        {
            Title(reference is null ? "No rule fired on any ticket" : $"There is no ticket {reference}");
            return;
        }

        Title($"Why rules fired on {ticket}, and why not");
        var tree = new Tree(Markup.Escape(ticket));
        foreach (var run in runs)
        {
            var node = tree.AddNode(Markup.Escape(run.Sentence));
            foreach (var step in run.Steps)
            {
                node.AddNode(Markup.Escape($"{step.Code}: {step.Sentence}{Why(step)}"));
            }
        }

        AnsiConsole.Write(tree);
    }

    public static void Differences(IReadOnlyList<TicketComparison> tickets)
    {
        Title("What would have been different");
        var table = Table("ticket", "field", "in use", "proposed");
        foreach (var ticket in tickets.Take(MaxRows))
        {
            foreach (var (name, before, after) in Rows(ticket))
            {
                table.AddRow(Markup.Escape(ticket.Reference.Value), Markup.Escape(name), Markup.Escape(before), Markup.Escape(after));
            }
        }

        AnsiConsole.Write(table);
        if (tickets.Count > MaxRows)
        {
            Console.WriteLine($"and {tickets.Count - MaxRows} more");
        }
    }

    public static void Totals(SimulationTotals totals)
    {
        Title($"In total: {totals.Changed} of {totals.Tickets} tickets would have come out different");
        var table = Table("what", "in use", "proposed");
        foreach (var rule in totals.Rules)
        {
            table.AddRow(Markup.Escape($"rule {rule.Rule} fired"), $"{rule.Before}", $"{rule.After}");
        }

        table.AddRow("messages sent", $"{totals.SentBefore}", $"{totals.SentAfter}");
        table.AddRow("SLA targets missed", $"{totals.BreachesBefore}", $"{totals.BreachesAfter}");
        table.AddRow("tickets with another agent", "", $"{totals.Reassigned}");
        foreach (var (field, count) in totals.Fields)
        {
            table.AddRow(Markup.Escape($"tickets with another {field}"), "", $"{count}");
        }

        AnsiConsole.Write(table);
    }

    private static IEnumerable<(string Name, string Before, string After)> Rows(TicketComparison ticket) =>
    [
        .. ticket.Fields.Select(f => (f.Name, f.Before, f.After)),
        .. ticket.SentOnlyBefore.Select(s => ("sent", s.To, "")),
        .. ticket.SentOnlyAfter.Select(s => ("sent", "", s.To)),
        .. ticket.Before.Breaches.SequenceEqual(ticket.After.Breaches)
            ? []
            : new[] { ("missed targets", string.Join(", ", ticket.Before.Breaches), string.Join(", ", ticket.After.Breaches)) },
    ];

    // The smallest part of a condition that fails.
    private static string Why(Trace step)
    {
        var needed = step.Steps.SelectMany(s => s.Facts).Where(f => f.Name == "needed").Select(f => f.Value.TrimStart(':', ' ')).ToList();
        return needed.Count == 0 ? "" : $" ({string.Join("; ", needed)})";
    }

    private static async Task<(string? Ticket, IReadOnlyList<Trace> Runs)> FindAsync(
        IHelpdeskStore store, TenantId tenant, string? reference, CancellationToken cancellationToken)
    {
        await foreach (var id in Past.TicketsAsync(store, tenant, cancellationToken))
        {
            Trace[] runs = [.. (await store.ReadTracesAsync(tenant, id, cancellationToken)).SelectMany(Runs)];
            var name = (await store.LoadAsync(tenant, id, cancellationToken))!.Ticket.Reference.Value;
            if (reference is null ? runs.Any(r => r.Steps.Any(s => s.Code == "fired")) : name == reference)
            {
                return (name, runs);
            }
        }

        return (null, []);
    }

    private static IEnumerable<Trace> Runs(Trace trace) => trace is { Area: "rules", Code: "run" }
        ? trace.Steps.All(s => s.Code == "wrong-event") ? [] : [trace]
        : trace.Steps.SelectMany(Runs);

    private static void Title(string text) => Console.WriteLine($"\n== {text}\n");

    private static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Ascii2);
        foreach (var column in columns)
        {
            table.AddColumn(column);
        }

        return table;
    }
}
