namespace Helpdesk.Core.Tests.Rules;

/// <summary>One thing that happens to a ticket with rules.</summary>
/// <param name="What">What happens.</param>
/// <param name="Minutes">How long after the one before.</param>
/// <param name="Depth">How many automations lie behind it.</param>
/// <param name="Late">How many minutes before the present it is recorded, as what a timer does that rings late.</param>
internal sealed record RuleStep(RuleStep.Kind What, int Minutes, int Depth, int Late)
{
    /// <summary>The sorts of steps.</summary>
    internal enum Kind
    {
        Mail,
        MachineMail,
        Tag,
        Untag,
        Priority,
        Reply,
        Take,
        Field,

        /// <summary>The next time rule comes due.</summary>
        Ring,
    }
}
