using System.Buffers;
using System.Text;

namespace Helpdesk.Core.Tickets.Lifecycles;

/// <summary>Finds texts that the JSON form cannot carry: lone halves of surrogate pairs, and names that are blank.</summary>
internal static class LifecycleTextVerifier
{
    public static void Verify(LifecycleDefinition definition, List<Fault> faults)
    {
        Check([definition.Version], "/version", faults);
        Each(definition.Statuses, "/statuses", s => [s.Id.Value, s.AgentLabel, s.CustomerLabel], faults);
        Each(definition.Triggers, "/triggers", t => [t.Id.Value, t.Label], faults);
        foreach (var name in definition.Guards.Keys)
        {
            Check([name], Below("/guards", name), faults);
        }

        Each(definition.Transitions, "/transitions", t => [.. t.Roles, .. t.Effects.SelectMany(TextsOf)], faults);
        Each(definition.Maps, "/maps", m => [m.From, .. m.Statuses.Keys.Select(s => s.Value)], faults);
        for (var i = 0; i < definition.Transitions.Count; i++)
        {
            var transition = definition.Transitions[i];
            if (transition.Roles.Any(string.IsNullOrWhiteSpace)
                || transition.Effects.Any(e => e is not TransitionEffect.Unassign && (!TextsOf(e).Any() || TextsOf(e).Any(string.IsNullOrWhiteSpace))))
            {
                faults.Add(new Fault("blank", $"A role, a template or a tag of '{transition.Trigger}' is blank.", $"/transitions/{i}"));
            }
        }
    }

    /// <summary>The JSON pointer (RFC 6901) of a member.</summary>
    public static string Below(string place, string name) =>
        place + "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static IEnumerable<string> TextsOf(TransitionEffect effect) => effect switch
    {
        TransitionEffect.Notify notify => [notify.Template],
        TransitionEffect.AddTags add => add.Tags,
        _ => [],
    };

    private static void Each<T>(IReadOnlyList<T> items, string place, Func<T, IEnumerable<string>> texts, List<Fault> faults)
    {
        for (var i = 0; i < items.Count; i++)
        {
            Check(texts(items[i]), $"{place}/{i}", faults);
        }
    }

    private static void Check(IEnumerable<string> texts, string place, List<Fault> faults)
    {
        if (!texts.All(IsWellFormed))
        {
            faults.Add(new Fault("ill-formed", "A text here has half of a surrogate pair; JSON cannot carry it.", place));
        }
    }

    private static bool IsWellFormed(string text)
    {
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var used) != OperationStatus.Done)
            {
                return false;
            }

            rest = rest[used..];
        }

        return true;
    }
}
