using Helpdesk.Core.Conditions;
using NodaTime;

namespace Helpdesk.Core.Benchmarks.Rules;

/// <summary>
/// A ticket of the benchmark: its values as plain members for the delegates, and as fields, made once, for conditions, which find
/// them by a switch over the name as <c>TicketFieldValues</c> does.
/// </summary>
internal sealed class RuleTicket : IFieldValues
{
    private readonly FieldValue[] _fields;

    public RuleTicket(string @event, string department, string domain, string[] tags, string channel, int priority, string status, string subject, int count)
    {
        (Event, Department, Domain, Tags, Channel, Priority, Status, Subject, Count) =
            (@event, department, domain, tags, channel, priority, status, subject, count);
        Events = [@event];
        _fields =
        [
            new FieldValue.Text(department), new FieldValue.Text(domain), new FieldValue.TextSet(tags), new FieldValue.Text(channel),
            new FieldValue.Text(RuleGenerator.Priorities[priority]), new FieldValue.Text(status), new FieldValue.Text(subject), new FieldValue.Number(count),
        ];
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

    public FieldValue? Current(string field) => field switch
    {
        "department" => _fields[0],
        "domain" => _fields[1],
        "tags" => _fields[2],
        "channel" => _fields[3],
        "priority" => _fields[4],
        "status" => _fields[5],
        "subject" => _fields[6],
        "count" => _fields[7],
        _ => null,
    };

    public FieldValue? Before(string field) => null;
}
