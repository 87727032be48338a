using Helpdesk.Core.BusinessTime;
using Helpdesk.Core.Conditions;
using Helpdesk.Core.Rules;
using Helpdesk.Core.Rules.Budgets;
using Helpdesk.Core.Sla;
using Helpdesk.Core.Templates;
using Helpdesk.Core.Tickets;
using Helpdesk.Core.Tickets.Fields;

namespace Helpdesk.Core.Engine;

/// <summary>Reads the whole configuration. Parts come in the order in which they refer to one another.</summary>
internal static class ConfigurationReader
{
    private const int Version = 1;
    private const int Many = 10_000;

    public static HelpdeskConfiguration? Read(JsonSection root, IReadOnlyList<Field> hostFields, IReadOnlyList<string> hostActions)
    {
        if (!root.IsObject())
        {
            return null;
        }

        root.Optional("$schema")?.Text();
        root.Required("version")?.Integer(Version, Version);
        var references = References(root);
        var schedules = Schedules(root.Optional("schedules"));
        var others = TicketFields.Catalogue.With(hostFields).WithSchedules(schedules);
        var fields = CustomFieldReader.Read(root.Optional("fields"), others);
        var catalogue = fields.Over(others);
        var lifecycles = new LifecycleSettings(root.Optional("lifecycles"), catalogue);
        Department[] departments = [.. Distinct(root.Required("departments"), d => Department(d, lifecycles), d => d.Id.Value)];
        TicketType[] types = [.. Distinct(root.Optional("types"), t => Type(t, lifecycles), t => t.Id.Value)];
        string[] departmentIds = [.. departments.Select(d => d.Id.Value)];
        Mailbox[] mailboxes = [.. Distinct(root.Required("mailboxes"), m => Mailbox(m, departmentIds), m => m.Address.Key)];
        var server = root.Optional("authenticationServer")?.Name() ?? "";
        AgentProfile[] agents = [.. Distinct(root.Optional("agents"), a => Agent(a, departmentIds), a => a.Id.Value)];
        Schedule[] former = [.. (root.Optional("formerSchedules")?.Items(Many) ?? []).Select(ScheduleReader.Read).OfType<Schedule>()];
        var metrics = SlaMetricReader.Read(root.Optional("slaMetrics"));
        var sla = SlaPolicyReader.Read(root.Optional("slaPolicies"), metrics, catalogue, schedules, former);
        var templates = Templates(root.Optional("templates"));
        var notices = Notices(root.Optional("notices"), templates);
        lifecycles.VerifyTemplates([.. templates.Keys]);
        var named = new RuleReferences(departmentIds, [.. agents.Select(a => a.Id.Value)], [.. templates.Keys])
        {
            Types = [.. types.Select(t => t.Id.Value)],
            Fields = fields.Ticket,
            Triggers = lifecycles.Triggers,
            Statuses = lifecycles.Statuses,
            HostActions = hostActions,
            Schedules = schedules,
        };
        var macros = MacroReader.Read(root.Optional("macros"), catalogue, named);
        named = named with { Macros = macros.ToDictionary(m => m.Id.Value, m => m.Then, StringComparer.Ordinal) };
        var rules = root.Optional("rules") is { } list ? RuleSet.Read(list, catalogue, named) : RuleSet.Empty;
        rules = root.Optional("ruleMode")?.Choice<RuleMode>() is { } mode ? rules.In(mode) : rules;
        var budgets = BudgetReader.Read(root.Optional("budgets"));
        var spam = SpamPolicyReader.Read(root.Optional("spam"));
        var ratings = Ratings(root.Optional("ratings"));
        var set = lifecycles.Resolve(root);
        root.NothingElse();
        return root.FaultCount > 0 ? null : new HelpdeskConfiguration
        {
            References = references,
            Catalogue = catalogue,
            Fields = fields,
            Types = types,
            Lifecycles = set!,
            Ratings = ratings,
            Mailboxes = mailboxes,
            AuthenticationServer = server,
            Departments = departments,
            Agents = agents,
            Sla = sla,
            Names = named,
            Rules = rules,
            Macros = macros,
            Budgets = budgets,
            Spam = spam,
            Templates = templates,
            Notices = notices,
        };
    }

    private static ReferenceScheme References(JsonSection root)
    {
        var prefix = TicketReference.DefaultPrefix;
        var place = root.Optional("referencePrefix");
        if (place?.Name() is { } named)
        {
            prefix = named;
            if (char.IsAsciiDigit(prefix[^1]) || prefix.Length > 20)
            {
                place.Fault("bad-prefix", "A prefix has at most 20 characters and does not end in a digit.");
                prefix = TicketReference.DefaultPrefix;
            }
        }

        return root.Optional("referenceStyle")?.Choice<ReferenceStyle>() == ReferenceStyle.Sequential
            ? new SequentialReferences(prefix)
            : new RandomReferences(prefix);
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

    private static Department? Department(JsonSection section, LifecycleSettings lifecycles)
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
            ReopensPerHour = section.Optional("reopensPerHour")?.Integer(1, 1_000) ?? standard.ReopensPerHour,
            RingingOpens = section.Optional("ringingOpens")?.Flag() ?? standard.RingingOpens,
            ReopenWindow = section.Optional("reopenWindow")?.Length(orZero: true) ?? standard.ReopenWindow,
            ReopenResolvedWithin = section.Optional("reopenResolvedWithin")?.Length(),
            AutoCloseAfter = after,
            WarnBeforeClosing = warn,
            ResolvePolicy = section.Optional("resolvePolicy")?.Choice<ResolvePolicy>() ?? standard.ResolvePolicy,
            OpenChildren = section.Optional("openChildren")?.Choice<OpenChildrenPolicy>() ?? standard.OpenChildren,
            Tiers = section.Optional("tiers")?.Integer(1, 9) ?? standard.Tiers,
        };
        var lifecycle = section.Optional("lifecycle");
        if (id is not null)
        {
            lifecycles.Use(new DepartmentId(id), lifecycle);
        }

        if (warn is { } early && after is { } silence && early >= silence)
        {
            section.Fault("bad-warning", "warnBeforeClosing must be shorter than autoCloseAfter.");
        }

        section.NothingElse();
        return section.FaultCount > before ? null : new Department(new DepartmentId(id!), name!, policy);
    }

    private static TicketType? Type(JsonSection section, LifecycleSettings lifecycles)
    {
        var before = section.FaultCount;
        var id = section.Required("id")?.Name();
        var name = section.Optional("name")?.Name() ?? id;
        var close = section.Optional("closePolicy")?.Choice<ClosePolicy>();
        var lifecycle = section.Optional("lifecycle");
        if (id is not null)
        {
            lifecycles.Use(new TicketTypeId(id), lifecycle);
        }

        section.NothingElse();
        return section.FaultCount > before ? null : new TicketType(new TicketTypeId(id!), name!, close);
    }

    private static RatingTerms? Ratings(JsonSection? section)
    {
        if (section is null || !section.IsObject())
        {
            return null;
        }

        var place = section.Required("link");
        var link = place?.Name();
        if (link is not null && !(Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"))
        {
            place!.Fault("bad-link", $"'{link}' is no absolute address of http or https.");
        }

        var prompt = section.Optional("prompt")?.Name() ?? "How was this answer?";
        var validFor = section.Optional("validFor")?.Length() ?? NodaTime.Duration.FromDays(30);
        section.NothingElse();
        return link is null ? null : new RatingTerms(link, prompt, validFor);
    }

    private static Mailbox? Mailbox(JsonSection section, string[] departments)
    {
        var before = section.FaultCount;
        var address = MailAddressReader.Read(section.Required("address"));
        var department = Known(section.Required("department"), departments, "department");
        var hasPlusAddress = section.Optional("plusAddress")?.Flag() ?? true;
        section.NothingElse();
        return section.FaultCount > before ? null : new Mailbox(address!, new DepartmentId(department!)) { HasPlusAddress = hasPlusAddress };
    }

    private static AgentProfile? Agent(JsonSection section, string[] departments)
    {
        var before = section.FaultCount;
        var id = section.Required("id")?.Name();
        var name = section.Optional("name")?.Name() ?? id;
        var address = MailAddressReader.Read(section.Required("address"));
        DepartmentId[] works =
        [
            .. (section.Required("departments")?.Items(Many) ?? [])
                .Select(d => Known(d, departments, "department")).OfType<string>().Select(d => new DepartmentId(d)),
        ];
        var capacity = section.Optional("capacity")?.Integer(0, 1_000_000) ?? 20;
        var available = section.Optional("available")?.Flag() ?? true;
        var roles = section.Optional("roles")?.Texts(Many) ?? [];
        section.NothingElse();
        return section.FaultCount > before
            ? null
            : new AgentProfile(new AgentId(id!), name!, address! with { DisplayName = name! }, works, capacity, available) { Roles = roles };
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
        var schedules = new Dictionary<string, Schedule?>(StringComparer.Ordinal);
        foreach (var (name, value) in place?.Members() ?? [])
        {
            schedules[name] = ScheduleReader.Read(value, schedules);
        }

        return schedules.Where(s => s.Value is not null).ToDictionary(s => s.Key, s => s.Value!, StringComparer.Ordinal);
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
}
