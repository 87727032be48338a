using Helpdesk.Core.Runtime.Storage.Blobs;

namespace Helpdesk.Core.Runtime.Storage.Export;

/// <summary>The name of a content as 64 digits.</summary>
internal sealed class BlobHashConverter() : TextConverter<BlobHash>(t => BlobHash.Parse(t) ?? throw new FormatException(), v => v.ToString());
