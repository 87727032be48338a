using System.Reflection;

namespace Helpdesk.Core.Runtime.Tests;

/// <summary>Anything that does not answer.</summary>
public class Dead : DispatchProxy
{
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new IOException("secret of the host");
}
