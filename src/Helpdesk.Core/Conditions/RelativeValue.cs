namespace Helpdesk.Core.Conditions;

/// <summary>Values of fields that hold agents which are known only at the evaluation: they stand for what another field holds.</summary>
internal static class RelativeValue
{
    /// <summary>Equals a field that is not set.</summary>
    public const string None = "@none";

    private const string Actor = "@actor";
    private const string Assignee = "@assignee";

    public static bool Is(string text) => text is None or Actor or Assignee;

    /// <summary>The field whose value the text stands for; null for <see cref="None"/>.</summary>
    public static string? FieldOf(string text) => text switch
    {
        Actor => "event.actor",
        Assignee => "ticket.assignee",
        _ => null,
    };
}
