using Helpdesk.Core.Conditions;
using NodaTime;

namespace Helpdesk.Core.Benchmarks.Rules;

/// <summary>A ticket of the benchmark: its values as plain members for the delegates, and as fields, made once, for conditions.</summary>
internal sealed class RuleTicket : IFieldValues
{
    private readonly Dictionary<string, FieldValue> _fields;

    public RuleTicket(string @event, string department, string domain, string[] tags, string channel, int priority, string status, string subject, int count)
    {
        (Event, Department, Domain, Tags, Channel, Priority, Status, Subject, Count) =
            (@event, department, domain, tags, channel, priority, status, subject, count);
        Events = [@event];
        _fields = new Dictionary<string, FieldValue>(StringComparer.Ordinal)
        {
            ["department"] = new FieldValue.Text(department),
            ["domain"] = new FieldValue.Text(domain),
            ["tags"] = new FieldValue.TextSet(tags),
            ["channel"] = new FieldValue.Text(channel),
            ["priority"] = new FieldValue.Text(RuleGenerator.Priorities[priority]),
            ["status"] = new FieldValue.Text(status),
            ["subject"] = new FieldValue.Text(subject),
            ["count"] = new FieldValue.Number(count),
        };
    }

    public string Event { get; }

    public string[] Events { get; }

    public string Department { get; }

    public string Domain { get; }

    public string[] Tags { get; }

    public string Channel { get; }

    public int Priority { get; }

    public string Status { get; }

    /// <summary>In lower case, as the keywords are: the delegates need not fold.</summary>
    public string Subject { get; }

    public int Count { get; }

    public Instant Now => World.Now;

    public FieldValue? Current(string field) => _fields.GetValueOrDefault(field);

    public FieldValue? Before(string field) => null;
}
