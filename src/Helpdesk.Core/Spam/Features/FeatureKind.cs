namespace Helpdesk.Core.Spam.Features;

/// <summary>Where in a message a feature was seen. The number goes into the hash: an old number never changes its meaning.</summary>
internal enum FeatureKind : byte
{
    Subject = 1,
    SubjectPair = 2,
    Body = 3,
    BodyPair = 4,
    From = 5,
    FromUser = 6,
    FromDomain = 7,
    FromName = 8,
    ReplyTo = 9,
    ReplyToUser = 10,
    ReplyToDomain = 11,
    ReplyToName = 12,
    UrlScheme = 13,
    UrlHost = 14,
    UrlNet = 15,
    UrlPath = 16,
    Tag = 17,
    Color = 18,
    Shape = 19,
    Attachment = 20,
    AttachmentType = 21,
    Header = 22,
}
