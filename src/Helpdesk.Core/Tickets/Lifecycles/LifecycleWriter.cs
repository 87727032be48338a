using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Helpdesk.Core.Conditions;
using NodaTime;
using NodaTime.Text;

namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>Writes a lifecycle in its one canonical JSON form: fixed order, no member that says nothing.</summary>
internal static class LifecycleWriter
{
    public const int Format = 1;

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(LifecycleDefinition definition)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("format", Format);
            writer.WriteString("version", definition.Version);
            List(writer, "triggers", definition.Triggers, Trigger);
            Guards(writer, definition);
            List(writer, "statuses", definition.Statuses, Status);
            List(writer, "transitions", definition.Transitions, Transition);
            List(writer, "timers", [.. definition.Timers.OrderBy(t => t.Status.Value, StringComparer.Ordinal)], Timer);
            List(writer, "maps", [.. definition.Maps.OrderBy(m => m.From, StringComparer.Ordinal)], Map);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The names of actors, for JSON and for drawings.</summary>
    public static IEnumerable<string> Names(ActorKind actors) =>
        new[] { ActorKind.Agent, ActorKind.Customer, ActorKind.Rule, ActorKind.System }
            .Where(a => (actors & a) != ActorKind.None)
            .Select(TicketFields.NameOf);

    /// <summary>A length of time in ISO 8601 form, to the nanosecond, in every culture the same.</summary>
    public static string Length(Duration length) =>
        PeriodPattern.NormalizingIso.Format(Period.FromNanoseconds(length.ToInt64Nanoseconds()));

    private static void Guards(Utf8JsonWriter writer, LifecycleDefinition definition)
    {
        if (definition.Guards.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("guards");
        foreach (var (name, condition) in definition.Guards.OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(name);
            ConditionWriter.Write(writer, condition);
        }

        writer.WriteEndObject();
    }

    private static void Trigger(Utf8JsonWriter writer, LifecycleTrigger trigger)
    {
        writer.WriteString("id", trigger.Id.Value);
        writer.WriteString("label", trigger.Label);
    }

    private static void Status(Utf8JsonWriter writer, Status status)
    {
        writer.WriteString("id", status.Id.Value);
        writer.WriteString("category", TicketFields.NameOf(status.Category));
        writer.WriteString("agentLabel", status.AgentLabel);
        writer.WriteString("customerLabel", status.CustomerLabel);
        if (status.IsDefault)
        {
            writer.WriteBoolean("default", true);
        }
    }

    private static void Transition(Utf8JsonWriter writer, Transition transition)
    {
        writer.WriteString("trigger", transition.Trigger.Value);
        Texts(writer, "from", transition.From.Distinct().Order().Select(TicketFields.NameOf));
        Texts(writer, "fromStatuses", transition.FromStatuses.Select(s => s.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        if (transition.Target is TransitionTarget.To to)
        {
            writer.WriteString("to", to.Status.Value);
        }
        else
        {
            writer.WriteString("go", transition.Target switch
            {
                TransitionTarget.Remembered => "back",
                TransitionTarget.NewTicket => "followUp",
                TransitionTarget.Forbidden => "forbid",
                _ => "stay",
            });
        }

        Texts(writer, "actors", Names(transition.Actors));
        Texts(writer, "roles", transition.Roles.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Texts(writer, "guards", transition.Guards.Distinct(StringComparer.Ordinal));
        List(writer, "effects", transition.Effects, Effect);
    }

    private static void Effect(Utf8JsonWriter writer, TransitionEffect effect)
    {
        switch (effect)
        {
            case TransitionEffect.Notify notify:
                writer.WriteString("notify", notify.Template);
                break;
            case TransitionEffect.AddTags add:
                Texts(writer, "addTags", add.Tags);
                break;
            default:
                writer.WriteBoolean("unassign", true);
                break;
        }
    }

    private static void Timer(Utf8JsonWriter writer, LifecycleTimer timer)
    {
        writer.WriteString("status", timer.Status.Value);
        writer.WriteString("after", Length(timer.After));
        writer.WriteString("fire", timer.Fire.Value);
    }

    private static void Map(Utf8JsonWriter writer, LifecycleMap map)
    {
        writer.WriteString("from", map.From);
        writer.WriteStartObject("statuses");
        foreach (var (from, to) in map.Statuses.OrderBy(s => s.Key.Value, StringComparer.Ordinal))
        {
            writer.WriteString(from.Value, to.Value);
        }

        writer.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        string[] all = [.. texts];
        if (all.Length == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var text in all)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void List<T>(Utf8JsonWriter writer, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            write(writer, item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
