using Helpdesk.Core.Conditions;
using Helpdesk.Core.Tests.Conditions;
using NodaTime;
using NodaTime.Text;

namespace Helpdesk.Core.Tests.Rules.Import;

/// <summary>A ticket as Zendesk sees it at one update: what its fields hold by Zendesk's names, and the same as the library sees it.</summary>
internal sealed record ZendeskTicket
{
    /// <summary>Monday noon in Berlin, when the schedule of the account is open, and Sunday noon, when it is not.</summary>
    public static readonly Instant Open = Instant.FromUtc(2026, 3, 2, 11, 0);
    public static readonly Instant Shut = Instant.FromUtc(2026, 3, 1, 11, 0);

    private static readonly Dictionary<string, string> Fields = new()
    {
        ["priority"] = "ticket.priority", ["type"] = "ticket.type", ["group_id"] = "ticket.department", ["assignee_id"] = "ticket.assignee",
        ["requester_id"] = "requester.contact", ["organization_id"] = "requester.company", ["via_id"] = "ticket.channel",
        ["current_tags"] = "ticket.tags", ["reopens"] = "ticket.reopenCount", ["replies"] = "ticket.replyCount",
        ["subject_includes_word"] = "ticket.subject", ["custom_fields_1"] = "field.remark", ["custom_fields_2"] = "field.pieces",
        ["custom_fields_3"] = "field.paid", ["custom_fields_4"] = "field.colour", ["custom_fields_5"] = "field.parts", ["custom_fields_6"] = "field.wanted",
    };

    /// <summary>What the fields hold; a missing one is not there.</summary>
    public required Dictionary<string, string> Now { get; init; }

    /// <summary>What they held before the update; nothing for a ticket that begins.</summary>
    public required Dictionary<string, string> Before { get; init; }

    /// <summary>The category here of the status now and before: a status may stand for several.</summary>
    public required (string Now, string? Before) Category { get; init; }

    public required bool IsNew { get; init; }

    /// <summary>Who updates: <c>end_user</c>, or the number of an agent.</summary>
    public required string By { get; init; }

    /// <summary>The comment of the update: true, false or null for public, private, none; and its text.</summary>
    public required bool? IsPublic { get; init; }

    public required string Comment { get; init; }

    /// <summary>Half hours that have passed since something, odd so that no boundary is met; negative for ahead.</summary>
    public required Dictionary<string, int> HalfHours { get; init; }

    public required Instant At { get; init; }

    public string? this[string field] => Now.GetValueOrDefault(field);

    /// <summary>The names of what happened, as rules are woken by them.</summary>
    public IReadOnlyList<string> Kinds => (IsNew, IsPublic) switch
    {
        (true, null) => ["ticket.created"],
        (true, false) => ["ticket.created", "note.added"],
        (true, true) => ["ticket.created", Said],
        (false, null) => ["fields.changed"],
        (false, false) => ["note.added"],
        (false, true) => [Said, "status.changed"],
    };

    private string Said => By == "end_user" ? "message.received" : "reply.sent";

    public IFieldValues Values()
    {
        var values = new FixedValues { At = At };
        Fill(values.Now, Now);
        Fill(values.Then, Before);
        values.Now["ticket.category"] = new FieldValue.Text(Category.Now);
        if (Category.Before is { } before)
        {
            values.Then["ticket.category"] = new FieldValue.Text(before);
        }

        values.Now["event.kind"] = new FieldValue.TextSet([.. Kinds]);
        values.Now["event.actorKind"] = new FieldValue.Text(By == "end_user" ? "customer" : "agent");
        if (By != "end_user")
        {
            values.Now["event.actor"] = new FieldValue.Text(ZendeskAccount.Names.Agents[By]);
        }
        else if (IsPublic == true)
        {
            values.Now["message.text"] = new FieldValue.Text(Comment);
        }

        values.Now["clock.now"] = new FieldValue.Moment(At);
        foreach (var (name, half) in HalfHours)
        {
            var field = name switch { "created" => "ticket.createdAt", "status" => "ticket.statusSince", "requester" => "ticket.lastCustomerMessageAt", _ => "sla.dueAt" };
            values.Now[field] = new FieldValue.Moment(At - Duration.FromMinutes(30 * half));
        }

        return values;
    }

    private static void Fill(Dictionary<string, FieldValue> into, Dictionary<string, string> from)
    {
        foreach (var (name, value) in from.Where(f => Fields.ContainsKey(f.Key)))
        {
            into[Fields[name]] = name switch
            {
                "current_tags" or "custom_fields_5" => new FieldValue.TextSet(value.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
                "reopens" or "replies" or "custom_fields_2" => new FieldValue.Number(int.Parse(value, System.Globalization.CultureInfo.InvariantCulture)),
                "custom_fields_3" => new FieldValue.Flag(value == "true"),
                "custom_fields_6" => new FieldValue.Moment(LocalDatePattern.Iso.Parse(value).Value.AtMidnight().InUtc().ToInstant()),
                _ => new FieldValue.Text(Here(name, value)),
            };
        }
    }

    private static string Here(string name, string value) => (name switch
    {
        "type" => ZendeskAccount.Names.Types,
        "group_id" => ZendeskAccount.Names.Groups,
        "assignee_id" => ZendeskAccount.Names.Agents,
        "requester_id" => ZendeskAccount.Names.Contacts,
        "organization_id" => ZendeskAccount.Names.Companies,
        "via_id" => ZendeskAccount.Names.Channels,
        _ => new Dictionary<string, string> { [value] = value },
    })[value];
}
