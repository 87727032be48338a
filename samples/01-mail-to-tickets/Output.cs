using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Helpdesk.Core;
using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime;
using Helpdesk.Core.Runtime.Storage;
using NodaTime;
using Spectre.Console;

namespace MailToTickets;

/// <summary>Shows the report as tables or as JSON.</summary>
internal static class Output
{
    private static readonly JsonSerializerOptions Pretty =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static void Tables(Report report)
    {
        Widen();
        var run = report.Run;
        Table("Tickets by department and status", ["department", "status", "tickets"], report.ByDepartment
            .Select(c => new[] { c.Department.Value, c.Status.Value, c.Count.ToString(CultureInfo.InvariantCulture) }));
        Table(
            "The most urgent",
            ["reference", "subject", "requester", "status", "department", "assignee", "next target", "due"],
            report.MostUrgent.Select(t => new[]
            {
                t.Reference.Value, Short(t.Subject), t.Requester.Value, t.Status.Value, t.Department.Value, t.Assignee?.Value ?? "nobody", t.NextTarget, Text(t.NextDue),
            }));
        Table("Spam", ["reference", "subject", "probability", "what spoke most"], report.Spam
            .Select(s => new[] { s.Ticket.Reference.Value, Short(s.Ticket.Subject), s.Probability, string.Join(", ", s.Strongest) }));
        Table("Quarantined input", ["place", "reason"], report.Quarantine.Select(q => new[] { q.Place, $"{q.Reason.Code}: {q.Reason.Sentence}" }));
        Table("Skipped as duplicate", ["place"], run.Duplicates.Take(10).Append(run.Duplicates.Count > 10 ? $"and {run.Duplicates.Count - 10} more" : "")
            .Where(d => d.Length > 0).Select(d => new[] { d }));
        AnsiConsole.WriteLine(Summary(run));
        AnsiConsole.WriteLine($"Spam filter: {report.SpamFilter}");
        AnsiConsole.WriteLine($"Database: {report.Database}");
    }

    public static void Json(Report report) => Console.WriteLine(JsonSerializer.Serialize(
        new
        {
            mails = report.Run.Mails,
            tickets = report.Run.Tickets,
            spam = report.Run.Spam,
            appended = report.Run.Appended,
            duplicates = report.Run.Duplicates,
            quarantined = report.Run.Quarantined,
            sent = report.Run.Sent,
            spamFilter = report.SpamFilter,
            byDepartment = report.ByDepartment.Select(c => new { department = c.Department.Value, status = c.Status.Value, tickets = c.Count }),
            mostUrgent = report.MostUrgent.Select(t => new
            {
                reference = t.Reference.Value,
                subject = t.Subject,
                requester = t.Requester.Value,
                status = t.Status.Value,
                department = t.Department.Value,
                assignee = t.Assignee?.Value,
                nextTarget = t.NextTarget,
                due = Text(t.NextDue),
            }),
            spamTickets = report.Spam.Select(s => new { reference = s.Ticket.Reference.Value, subject = s.Ticket.Subject, s.Probability, s.Strongest }),
            quarantine = report.Quarantine.Select(q => new { q.Place, code = q.Reason.Code, reason = q.Reason.Sentence }),
        },
        Pretty));

    public static void Found(SearchPage page, bool json)
    {
        if (json)
        {
            var hits = page.Hits.Select(h => new { reference = h.Ticket.Reference.Value, at = Text(h.At), from = h.From.Value, subject = h.Subject, excerpt = h.Excerpt });
            Console.WriteLine(JsonSerializer.Serialize(new { hits, isMore = page.Next is not null }, Pretty));
            return;
        }

        Widen();
        Table("Found, newest first", ["reference", "at", "from", "subject", "excerpt"], page.Hits
            .Select(h => new[] { h.Ticket.Reference.Value, Text(h.At), h.From.Value, Short(h.Subject), h.Excerpt }));
        AnsiConsole.WriteLine($"{page.Hits.Count} messages{(page.Next is null ? "" : ", and there are more")}.");
    }

    public static void Explain(TicketReference reference, IReadOnlyList<Trace> traces, IReadOnlyList<TicketMessage> messages, bool json)
    {
        if (json)
        {
            var conversation = messages.Select(m => new { at = Text(m.At), from = m.From.Value, text = TicketView.NewIn(m).NewText });
            Console.WriteLine(JsonSerializer.Serialize(new { reference = reference.Value, messages = conversation, decisions = traces }, Pretty));
            return;
        }

        // What is new in each message; quotes and signatures came along.
        Table("Conversation", ["at", "from", "text"], messages.Select(m => new[] { Text(m.At), m.From.Value, TicketView.NewIn(m).NewText }));

        var tree = new Tree(Markup.Escape(reference.Value));
        foreach (var trace in traces)
        {
            Add(tree, trace);
        }

        AnsiConsole.Write(tree);
    }

    public static string Summary(Counts run) => run.Tickets + run.Appended + run.Quarantined == 0
        ? $"{run.Mails} mails: nothing new, all of them were there already."
        : $"{run.Mails} mails: {run.Tickets} tickets ({run.Spam} of them spam), {run.Appended} appended, {run.Quarantined} quarantined, "
            + $"{run.Duplicates.Count} duplicates; {run.Sent} messages sent.";

    private static void Add(IHasTreeNodes parent, Trace trace)
    {
        var node = parent.AddNode(Markup.Escape($"{trace.Area} · {trace.Code}: {trace.Sentence}"));
        foreach (var fact in trace.Facts)
        {
            node.AddNode(Markup.Escape($"{fact.Name} = {fact.Value}"));
        }

        foreach (var step in trace.Steps)
        {
            Add(node, step);
        }
    }

    private static void Widen()
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = 200;
        }
    }

    private static void Table(string title, string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table().Title(title).Border(TableBorder.Rounded).AddColumns(columns);
        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        if (table.Rows.Count > 0)
        {
            AnsiConsole.Write(table);
        }
    }

    private static string Short(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 39), "…");

    private static string Text(Instant? at) => at?.ToString("uuuu-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "";
}
