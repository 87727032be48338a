namespace Helpdesk.Core.Spam;

/// <summary>A trait that spoke.</summary>
/// <param name="Feature">The trait.</param>
/// <param name="Spam">In how many spam messages it was seen.</param>
/// <param name="Ham">In how many ham messages it was seen.</param>
/// <param name="Weight">Its log-odds: positive speaks for spam, negative for ham.</param>
public sealed record SpamEvidence(SpamFeature Feature, int Spam, int Ham, double Weight);
