export { Applet } from '../../catalog/busybox-applet.generated';
