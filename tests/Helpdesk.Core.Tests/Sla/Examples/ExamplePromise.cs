using System.Globalization;
using System.Text.Json;
using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Tickets;
using NodaTime;

namespace Helpdesk.Core.Tests.Sla.Examples;

/// <summary>
/// A policy in words: <c>firstReply 1h, resolution high 4h urgent 2h warn 30m</c>; before it may stand <c>for urgent:</c>
/// or what edits do, <c>on edit keep:</c>.
/// </summary>
internal sealed class ExamplePromise
{
    public static readonly SlaPolicyId Id = new("example");

    private readonly ExampleBook _book;
    private readonly Dictionary<string, (Dictionary<Priority, Duration> Times, List<SlaWarning> Warnings)> _targets = new(StringComparer.Ordinal);
    private readonly List<Schedule> _former = [];
    private readonly Condition _when = Condition.Always;
    private readonly SlaEdit _onEdit = SlaEdit.Forward;
    private string? _hours;

    public ExamplePromise(ExampleBook book, string hours, string words)
    {
        (_book, _hours) = (book, hours);
        if (words.Split(": ") is [var before, var after])
        {
            words = after;
            var last = before[(before.LastIndexOf(' ') + 1)..];
            _onEdit = Enum.TryParse(last, ignoreCase: true, out SlaEdit mode) ? mode : _onEdit;
            _when = before.StartsWith("on edit", StringComparison.Ordinal)
                ? _when
                : Condition.Parse($$"""{"field":"ticket.priority","op":"eq","value":"{{last}}"}""", TicketFields.Catalogue).Require();
        }

        foreach (var target in words.Split(',', StringSplitOptions.TrimEntries))
        {
            Take(new ExampleText(target));
        }
    }

    /// <summary>Takes a target, in place of the one of the same metric.</summary>
    public void Take(ExampleText words)
    {
        var metric = words.Word();
        var (times, warnings) = (new Dictionary<Priority, Duration>(), new List<SlaWarning>());
        while (true)
        {
            if (words.Takes("warn"))
            {
                var level = $"level{warnings.Count + 1}";
                warnings.Add(words.Length() is { } early
                    ? new SlaWarning(level) { Before = early }
                    : new SlaWarning(level) { Fraction = double.Parse(words.Word().TrimEnd('%'), CultureInfo.InvariantCulture) / 100 });
            }
            else if (words.Length() is { } all)
            {
                times = Enum.GetValues<Priority>().ToDictionary(p => p, _ => all);
            }
            else if (words.Choice<Priority>() is { } priority)
            {
                times[priority] = words.Length()!.Value;
            }
            else
            {
                break;
            }
        }

        _targets[metric] = (times, warnings);
    }

    public void Drop(string metric) => _targets.Remove(metric);

    /// <summary>Gives the policy other hours, and keeps the old ones for what was measured by them.</summary>
    public void Move(string hours)
    {
        _former.AddRange(_book.Hours[_hours!] is { } old ? [old] : []);
        _hours = hours;
    }

    public void Remove() => _hours = null;

    public SlaPolicySet Set() => _hours is null ? new SlaPolicySet([], _former) : new SlaPolicySet(
        [
            new(Id, 0, _when, [.. _targets.Select(t => new SlaTarget(_book.Metrics[t.Key], t.Value.Times)
            {
                Schedule = _book.Hours[_hours],
                Warnings = t.Value.Warnings,
            })]) { OnEdit = _onEdit },
        ],
        _former);

    /// <summary>The same as a configuration; only for metrics that are shipped.</summary>
    public string Json() => JsonSerializer.Serialize(new
    {
        version = 1,
        departments = new[] { new { id = "support" } },
        mailboxes = new[] { new { address = "help@example.com", department = "support" } },
        slaPolicies = new[]
        {
            new Dictionary<string, object>(_targets.Select(t => KeyValuePair.Create<string, object>(
                t.Key,
                t.Value.Times.ToDictionary(p => p.Key.ToString().ToLowerInvariant(), p => $"PT{p.Value.TotalSeconds}S"))))
            {
                ["id"] = Id.Value,
            },
        },
    });
}
