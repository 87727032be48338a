using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Rules;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Spam;
using Helpdesk.Core.Templates;
using Helpdesk.Core.Tickets;

namespace Helpdesk.Core.Engine;

/// <summary>Reads the whole configuration. Parts come in the order in which they refer to one another.</summary>
internal static class ConfigurationReader
{
    private const int Version = 1;
    private const int Many = 10_000;

    public static HelpdeskConfiguration? Read(JsonSection root)
    {
        if (!root.IsObject())
        {
            return null;
        }

        root.Optional("$schema")?.Text();
        root.Required("version")?.Integer(Version, Version);
        var prefix = Prefix(root.Optional("referencePrefix"));
        Department[] departments = [.. Distinct(root.Required("departments"), Department, d => d.Id.Value)];
        string[] departmentIds = [.. departments.Select(d => d.Id.Value)];
        Mailbox[] mailboxes = [.. Distinct(root.Required("mailboxes"), m => Mailbox(m, departmentIds), m => m.Address.Key)];
        AgentProfile[] agents = [.. Distinct(root.Optional("agents"), a => Agent(a, departmentIds), a => a.Id.Value)];
        var schedules = Schedules(root.Optional("schedules"));
        var sla = root.Optional("slaPolicies") is { } policies
            ? SlaPolicyReader.Read(policies, TicketFields.Catalogue, schedules)
            : SlaPolicySet.Empty;
        var templates = Templates(root.Optional("templates"));
        var notices = Notices(root.Optional("notices"), templates);
        var references = new RuleReferences(departmentIds, [.. agents.Select(a => a.Id.Value)], [.. templates.Keys]);
        var rules = root.Optional("rules") is { } list ? RuleSet.Read(list, TicketFields.Catalogue, references) : RuleSet.Empty;
        var spam = Spam(root.Optional("spam"));
        root.NothingElse();
        return root.FaultCount > 0 ? null : new HelpdeskConfiguration
        {
            ReferencePrefix = prefix,
            Mailboxes = mailboxes,
            Departments = departments,
            Agents = agents,
            Sla = sla,
            Rules = rules,
            Spam = spam,
            Templates = templates,
            Notices = notices,
        };
    }

    private static string Prefix(JsonSection? place)
    {
        if (place?.Name() is not { } prefix)
        {
            return TicketReference.DefaultPrefix;
        }

        if (char.IsAsciiDigit(prefix[^1]) || prefix.Length > 20)
        {
            place.Fault("bad-prefix", "A prefix has at most 20 characters and does not end in a digit.");
        }

        return prefix;
    }

    // A list whose entries have a key of their own; an empty list that is required is a fault.
    private static List<T> Distinct<T>(JsonSection? place, Func<JsonSection, T?> read, Func<T, string> key)
        where T : class
    {
        if (place is null)
        {
            return [];
        }

        var known = new Dictionary<string, T>(StringComparer.Ordinal);
        var isEmpty = place.IsList;
        foreach (var item in place.Items(Many))
        {
            isEmpty = false;
            if (item.IsObject() && read(item) is { } entry && !known.TryAdd(key(entry), entry))
            {
                item.Fault("duplicate", $"'{key(entry)}' is there twice.");
            }
        }

        if (isEmpty && (place.Pointer is "/departments" or "/mailboxes"))
        {
            place.Fault("empty", "At least one is needed.");
        }

        return [.. known.Values];
    }

    private static Department? Department(JsonSection section)
    {
        var before = section.FaultCount;
        var id = section.Required("id")?.Name();
        var name = section.Optional("name")?.Name() ?? id;
        var standard = TicketPolicy.Default;
        var after = section.Optional("autoClose")?.Flag() == false ? null
            : section.Optional("autoCloseAfter")?.Length() ?? standard.AutoCloseAfter;
        section.Optional("autoCloseAfter");
        var warn = section.Optional("warnBeforeClosing")?.Length();
        var policy = new TicketPolicy
        {
            ClosePolicy = section.Optional("closePolicy")?.Choice<ClosePolicy>() ?? standard.ClosePolicy,
            ReopenWindow = section.Optional("reopenWindow")?.Length(orZero: true) ?? standard.ReopenWindow,
            AutoCloseAfter = after,
            WarnBeforeClosing = warn,
        };
        if (warn is { } early && after is { } silence && early >= silence)
        {
            section.Fault("bad-warning", "warnBeforeClosing must be shorter than autoCloseAfter.");
        }

        section.NothingElse();
        return section.FaultCount > before ? null : new Department(new DepartmentId(id!), name!, policy);
    }

    private static Mailbox? Mailbox(JsonSection section, string[] departments)
    {
        var before = section.FaultCount;
        var address = Address(section.Required("address"));
        var department = Known(section.Required("department"), departments, "department");
        section.NothingElse();
        return section.FaultCount > before ? null : new Mailbox(address!, new DepartmentId(department!));
    }

    private static AgentProfile? Agent(JsonSection section, string[] departments)
    {
        var before = section.FaultCount;
        var id = section.Required("id")?.Name();
        var name = section.Optional("name")?.Name() ?? id;
        var address = Address(section.Required("address"));
        DepartmentId[] works =
        [
            .. (section.Required("departments")?.Items(Many) ?? [])
                .Select(d => Known(d, departments, "department")).OfType<string>().Select(d => new DepartmentId(d)),
        ];
        var capacity = section.Optional("capacity")?.Integer(0, 1_000_000) ?? 20;
        var available = section.Optional("available")?.Flag() ?? true;
        section.NothingElse();
        return section.FaultCount > before
            ? null
            : new AgentProfile(new AgentId(id!), name!, address! with { DisplayName = name! }, works, capacity, available);
    }

    private static Address? Address(JsonSection? place)
    {
        if (place?.Name() is not { } text)
        {
            return null;
        }

        var address = Core.Address.Mail(text.Trim());
        if (address.Domain.Length == 0 || address.Value.StartsWith('@') || address.Value.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            place.Fault("bad-address", $"'{text}' is no mail address.");
            return null;
        }

        return address;
    }

    private static string? Known(JsonSection? place, string[] known, string noun)
    {
        if (place?.Text() is not { } text)
        {
            return null;
        }

        if (known.Contains(text, StringComparer.Ordinal))
        {
            return text;
        }

        place.Fault($"unknown-{noun}", $"'{text}' is no {noun}. Known: {string.Join(", ", known)}.");
        return null;
    }

    private static Dictionary<string, Schedule> Schedules(JsonSection? place)
    {
        var schedules = new Dictionary<string, Schedule>(StringComparer.Ordinal);
        foreach (var (name, value) in place?.Members() ?? [])
        {
            if (ScheduleReader.Read(value) is { } schedule)
            {
                schedules[name] = schedule;
            }
        }

        return schedules;
    }

    private static Dictionary<string, MessageTemplate> Templates(JsonSection? place)
    {
        var templates = new Dictionary<string, MessageTemplate>(StringComparer.Ordinal);
        foreach (var (name, value) in place?.Members() ?? [])
        {
            if (!value.IsObject())
            {
                continue;
            }

            var subject = Part(value.Required("subject"));
            var text = Part(value.Required("text"));
            value.NothingElse();
            if (subject is not null && text is not null)
            {
                templates[name] = new MessageTemplate(subject, text);
            }
        }

        return templates;
    }

    private static Template? Part(JsonSection? place)
    {
        if (place?.Name() is not { } text)
        {
            return null;
        }

        var template = Template.Parse(text, MessageTemplate.Placeholders);
        place.Report(template.Faults);
        return template.Value;
    }

    private static Notices Notices(JsonSection? section, Dictionary<string, MessageTemplate> templates)
    {
        if (section is null || !section.IsObject())
        {
            return new Notices(null, null, null);
        }

        var notices = new Notices(Named("acknowledgement"), Named("closingWarning"), Named("closed"));
        section.NothingElse();
        return notices;

        MessageTemplate? Named(string member) =>
            Known(section.Optional(member), [.. templates.Keys], "template") is { } name ? templates[name] : null;
    }

    private static SpamThresholds Spam(JsonSection? section)
    {
        var standard = new SpamThresholds();
        if (section is null || !section.IsObject())
        {
            return standard;
        }

        var before = section.FaultCount;
        var thresholds = new SpamThresholds(
            section.Optional("spamAt")?.Number(0, 1) ?? standard.Spam,
            section.Optional("hamAt")?.Number(0, 1) ?? standard.Ham,
            section.Optional("minimumEach")?.Integer(0, 1_000_000) ?? standard.MinimumEach,
            section.Optional("minimumTotal")?.Integer(0, 1_000_000) ?? standard.MinimumTotal);
        section.NothingElse();
        if (section.FaultCount == before)
        {
            section.Report(thresholds.Verify());
        }

        return thresholds;
    }
}
