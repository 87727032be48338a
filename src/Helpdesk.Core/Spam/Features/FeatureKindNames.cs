namespace Helpdesk.Core.Spam.Features;

/// <summary>What a person reads instead of a number.</summary>
internal static class FeatureKindNames
{
    public static string Of(FeatureKind kind) => kind switch
    {
        FeatureKind.Subject => "subject",
        FeatureKind.SubjectPair => "subject-pair",
        FeatureKind.Body => "body",
        FeatureKind.BodyPair => "body-pair",
        FeatureKind.From => "from",
        FeatureKind.FromUser => "from-user",
        FeatureKind.FromDomain => "from-domain",
        FeatureKind.FromName => "from-name",
        FeatureKind.ReplyTo => "reply-to",
        FeatureKind.ReplyToUser => "reply-to-user",
        FeatureKind.ReplyToDomain => "reply-to-domain",
        FeatureKind.ReplyToName => "reply-to-name",
        FeatureKind.UrlScheme => "url-scheme",
        FeatureKind.UrlHost => "url-host",
        FeatureKind.UrlNet => "url-net",
        FeatureKind.UrlPath => "url-path",
        FeatureKind.Tag => "tag",
        FeatureKind.Color => "color",
        FeatureKind.Shape => "shape",
        FeatureKind.Attachment => "attachment",
        FeatureKind.AttachmentType => "attachment-type",
        FeatureKind.Header => "header",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
