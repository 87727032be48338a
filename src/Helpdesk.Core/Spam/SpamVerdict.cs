using System.Runtime.InteropServices;

namespace Helpdesk.Core.Spam;

/// <summary>What the filter says about a message. Never to be shown to the sender.</summary>
/// <param name="Kind">The verdict.</param>
/// <param name="Probability">The probability of spam, in [0, 1].</param>
/// <param name="Score">The real-valued score: positive for spam, negative for ham, finite. Unlike the probability it does not saturate.</param>
/// <param name="Known">How many of the message's features the model knows.</param>
/// <param name="Kept">How many of them were strong enough to count.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SpamVerdict(SpamVerdictKind Kind, double Probability, double Score, int Known, int Kept);
