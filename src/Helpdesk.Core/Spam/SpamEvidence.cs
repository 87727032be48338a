namespace Helpdesk.Core.Spam;

/// <summary>A feature that spoke.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Spam">In how many spam messages it was seen; those of a shared model count by its weight.</param>
/// <param name="Ham">In how many ham messages it was seen, likewise.</param>
/// <param name="Weight">Its log-odds: positive speaks for spam, negative for ham.</param>
/// <param name="Share">Its part of the score; the shares of all features that count make the score.</param>
public sealed record SpamEvidence(SpamFeature Feature, double Spam, double Ham, double Weight, double Share);
