using System.CommandLine;
using ChangeOfRules;
using Helpdesk.Core;
using Helpdesk.Core.Engine;
using Helpdesk.Core.Engine.Simulation;
using Helpdesk.Core.Runtime;
using Helpdesk.Core.Sqlite;
using NodaTime;

var db = new Option<string>("--db") { Description = "The database of sample 01.", Required = true };
var config = new Option<string>("--config") { Description = "The configuration in use. Default: that of sample 01.", DefaultValueFactory = _ => Beside("helpdesk.json") };
var proposed = new Option<string>("--rules") { Description = "The rules that are proposed. Default: the sample's.", DefaultValueFactory = _ => Beside("proposed.json") };
var ticket = new Option<string?>("--ticket") { Description = "The reference of the ticket to explain. Default: the first that a rule fired on." };
var root = new RootCommand("Analyses a change of rules, explains one ticket and plays the change over everything that is stored.") { db, config, proposed, ticket };
root.SetAction(async (parsed, cancellationToken) =>
{
    if (!File.Exists(parsed.GetValue(db)))
    {
        Console.Error.WriteLine($"There is no database '{parsed.GetValue(db)}'. Sample 01 makes one: --db names it.");
        return 1;
    }

    var current = HelpdeskConfiguration.Parse(File.ReadAllText(parsed.GetValue(config)!));
    var rules = current.Value?.ParseRules(File.ReadAllText(parsed.GetValue(proposed)!));
    if (current.Value is null || rules?.Value is null)
    {
        Output.Faults([.. current.Faults, .. rules?.Faults ?? []]);
        return 1;
    }

    var changed = current.Value.WithRules(rules.Value);
    Output.Findings(changed.AnalyzeRules());

    using var store = SqliteStore.Open(parsed.GetValue(db)!);
    var tenant = new TenantId("default");
    await Output.ExplainAsync(store, tenant, parsed.GetValue(ticket), cancellationToken);

    // Nothing is stored and nothing leaves: the desk only looks.
    var desk = new TicketDesk(current.Value, store, tenant, TimeProvider.System);
    var totals = new SimulationTotals();
    var differing = new List<TicketComparison>();
    var always = new SimulationPeriod(Instant.MinValue, await Past.EndAsync(store, tenant, cancellationToken));
    await foreach (var comparison in desk.SimulateAsync(changed, always, cancellationToken: cancellationToken))
    {
        totals.Add(comparison);
        if (!comparison.IsSame)
        {
            differing.Add(comparison);
        }
    }

    Output.Differences(differing);
    Output.Totals(totals);
    return 0;
});
return await root.Parse(args).InvokeAsync();

static string Beside(string name) => Path.Combine(AppContext.BaseDirectory, name);
