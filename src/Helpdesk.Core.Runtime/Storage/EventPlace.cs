using System.Runtime.InteropServices;

namespace Helpdesk.Core.Runtime.Storage;

/// <summary>
/// A place in the order in which the events of all tickets were committed. Keep both numbers and hand them back; only their order says
/// anything, and places of two stores do not compare.
/// </summary>
/// <param name="Moment">When it was committed, as the store counts.</param>
/// <param name="Position">The place within the moment.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EventPlace(long Moment, long Position);
