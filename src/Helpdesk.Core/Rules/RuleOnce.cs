namespace Helpdesk.Core.Rules;

/// <summary>How often a rule fires on one ticket.</summary>
public enum RuleOnce
{
    /// <summary>Once for what wakes it; the clock once an episode.</summary>
    PerEvent,

    /// <summary>Once as long as the moments that its condition counts from stay the same.</summary>
    PerEpisode,

    /// <summary>Once ever.</summary>
    PerTicket,

    /// <summary>For rules that the clock wakes: again and again, at an interval, as long as the condition holds.</summary>
    Unlimited,
}
