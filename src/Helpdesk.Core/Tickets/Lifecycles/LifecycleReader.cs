using Helpdesk.Core.Conditions;

namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>Reads a lifecycle from its place in a JSON document.</summary>
internal sealed class LifecycleReader
{
    private const int Many = 2_000;

    // Faults that leave the parts whole, so that verifying goes on beside them and everything is named at once.
    private int _harmless;

    private LifecycleReader()
    {
    }

    public static Lifecycle? Read(JsonSection section, FieldCatalogue catalogue) =>
        new LifecycleReader().ReadAll(section, catalogue);

    private Lifecycle? ReadAll(JsonSection section, FieldCatalogue catalogue)
    {
        if (!section.IsObject())
        {
            return null;
        }

        var before = section.FaultCount;
        section.Required("format")?.Integer(LifecycleWriter.Format, LifecycleWriter.Format);
        _harmless = section.FaultCount - before;
        var version = section.Required("version")?.Name();
        LifecycleTrigger[] triggers = [.. Items(section.Optional("triggers"), Trigger)];
        var guards = new Dictionary<string, Condition>(StringComparer.Ordinal);
        foreach (var (name, value) in section.Optional("guards")?.Members() ?? [])
        {
            var soFar = section.FaultCount;
            guards[name] = ConditionReader.Read(value, catalogue) ?? Condition.Always;
            _harmless += section.FaultCount - soFar;
        }

        Status[] statuses = [.. Items(section.Required("statuses"), Status)];
        Transition[] transitions = [.. Items(section.Required("transitions"), Transition)];
        LifecycleTimer[] timers = [.. Items(section.Optional("timers"), Timer)];
        LifecycleMap[] maps = [.. Items(section.Optional("maps"), Map)];
        NothingElse(section);
        if (section.FaultCount - before > _harmless)
        {
            return null;
        }

        var made = Lifecycle.Create(new LifecycleDefinition(version!, statuses, transitions)
        {
            Triggers = triggers,
            Guards = guards,
            Timers = timers,
            Maps = maps,
        });
        section.Report(made.Faults);
        return made.Value;
    }

    private static List<T> Items<T>(JsonSection? place, Func<JsonSection, T?> read)
        where T : class
    {
        var items = new List<T>();
        foreach (var item in place?.Items(Many) ?? [])
        {
            if (item.IsObject() && read(item) is { } value)
            {
                items.Add(value);
            }
        }

        return items;
    }

    private LifecycleTrigger? Trigger(JsonSection section)
    {
        var id = section.Required("id")?.Name();
        var label = section.Required("label")?.Name();
        NothingElse(section);
        return id is null || label is null ? null : new LifecycleTrigger(new TriggerId(string.Intern(id)), label);
    }

    private Status? Status(JsonSection section)
    {
        var id = section.Required("id")?.Name();
        var category = section.Required("category")?.Choice<StatusCategory>();
        var agent = section.Required("agentLabel")?.Name();
        var customer = section.Required("customerLabel")?.Name();
        var isDefault = section.Optional("default")?.Flag() ?? false;
        NothingElse(section);
        return id is null || category is null || agent is null || customer is null
            ? null
            : new Status(new StatusId(string.Intern(id)), category.Value, agent, customer, isDefault);
    }

    private Transition? Transition(JsonSection section)
    {
        var trigger = section.Required("trigger")?.Name();
        StatusCategory[] from = [.. (section.Optional("from")?.Items(Many) ?? []).Select(i => i.Choice<StatusCategory>()).OfType<StatusCategory>()];
        StatusId[] statuses = [.. (section.Optional("fromStatuses")?.Texts(Many) ?? []).Select(s => new StatusId(s))];
        var target = Target(section);
        var actors = ActorKind.None;
        foreach (var actor in section.Required("actors")?.Items(Many) ?? [])
        {
            actors |= actor.Choice<ActorKind>() ?? ActorKind.None;
        }

        var guards = section.Optional("guards")?.Texts(Many) ?? [];
        var roles = section.Optional("roles")?.Texts(Many) ?? [];
        TransitionEffect[] effects = [.. Items(section.Optional("effects"), Effect)];
        NothingElse(section);
        return target is null || trigger is null ? null : new Transition(from, new TriggerId(string.Intern(trigger)), target, actors, guards)
        {
            FromStatuses = statuses,
            Roles = roles,
            Effects = effects,
        };
    }

    private static TransitionTarget? Target(JsonSection section)
    {
        var to = section.Optional("to");
        var go = section.Optional("go");
        if ((to is null) == (go is null))
        {
            section.Fault("missing", "Either 'to' names a status or 'go' says stay, back, followUp or forbid.");
            return null;
        }

        if (to is not null)
        {
            return to.Name() is { } status ? new TransitionTarget.To(new StatusId(string.Intern(status))) : null;
        }

        var target = go!.Text() switch
        {
            "stay" => TransitionTarget.Stay,
            "back" => TransitionTarget.Back,
            "followUp" => TransitionTarget.FollowUp,
            "forbid" => TransitionTarget.Forbid,
            _ => null,
        };
        if (target is null)
        {
            go.Fault("unknown-value", "Known here: stay, back, followUp, forbid.");
        }

        return target;
    }

    private TransitionEffect? Effect(JsonSection section)
    {
        TransitionEffect? effect = null;
        if (section.Optional("notify") is { } notify)
        {
            effect = notify.Name() is { } template ? new TransitionEffect.Notify(template) : null;
        }
        else if (section.Optional("addTags") is { } tags)
        {
            effect = new TransitionEffect.AddTags(tags.Texts(Many));
        }
        else if (section.Optional("unassign") is { } unassign)
        {
            effect = unassign.Flag() == true ? new TransitionEffect.Unassign() : null;
        }
        else
        {
            section.Fault("missing", "An effect is one of notify, addTags and unassign.");
        }

        NothingElse(section);
        return effect;
    }

    private LifecycleTimer? Timer(JsonSection section)
    {
        var status = section.Required("status")?.Name();
        var after = section.Required("after")?.Length();
        var fire = section.Required("fire")?.Name();
        NothingElse(section);
        return status is null || after is null || fire is null
            ? null
            : new LifecycleTimer(new StatusId(string.Intern(status)), after.Value, new TriggerId(string.Intern(fire)));
    }

    private LifecycleMap? Map(JsonSection section)
    {
        var from = section.Required("from")?.Name();
        var statuses = new Dictionary<StatusId, StatusId>();
        foreach (var (name, value) in section.Required("statuses")?.Members() ?? [])
        {
            if (value.Name() is { } to)
            {
                statuses[new StatusId(string.Intern(name))] = new StatusId(string.Intern(to));
            }
        }

        NothingElse(section);
        return from is null ? null : new LifecycleMap(from, statuses);
    }

    private void NothingElse(JsonSection section)
    {
        var before = section.FaultCount;
        section.NothingElse();
        _harmless += section.FaultCount - before;
    }
}
